"""Italian, Dutch, Japanese and Korean: the words of titles and sections, kind by kind.

Thinner than the other languages: what the standard templates and laws call things.
"""

from collections.abc import Mapping

# fmt: off

MODEL_CARD_TITLES = {
    "it": ("scheda del modello", "scheda modello"),
    "nl": ("modelkaart", "modelbeschrijving"),
    "ja": ("モデルカード",),
    "ko": ("모델 카드", "모델카드"),
}
SYSTEM_CARD_TITLES = {
    "it": ("scheda del sistema",),
    "nl": ("systeemkaart",),
    "ja": ("システムカード",),
    "ko": ("시스템 카드", "시스템카드"),
}
MODEL_CARD: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "identity": {
        "it": ("dettagli del modello", "descrizione del modello", "=descrizione", "panoramica"),
        "nl": ("modelgegevens", "modeldetails", "beschrijving van het model", "=beschrijving"),
        "ja": ("モデルの詳細", "モデル詳細", "モデルの説明", "モデル概要", "モデルの概要"),
        "ko": ("모델 정보", "모델 설명", "모델 개요", "모델 상세", "무엇인가"),
    },
    "intended_use": {
        "it": ("uso previsto", "usi previsti", "finalità", "scopo", "casi d'uso"),
        "nl": ("beoogd gebruik", "beoogde toepassing", "doel", "beoogde gebruikers"),
        "ja": ("想定される用途", "想定用途", "意図された用途", "利用目的", "使用目的", "用途"),
        "ko": ("의도된 용도", "사용 목적", "용도", "의도된 사용", "활용"),
    },
    "out_of_scope": {
        "it": ("usi non previsti", "uso non previsto", "fuori ambito", "uso improprio"),
        "nl": ("niet bedoeld", "buiten bereik", "buiten scope", "niet geschikt", "misbruik"),
        "ja": ("対象外", "想定外", "想定されない", "禁止用途"),
        "ko": ("범위 밖", "금지 용도", "부적합", "오용", "하지 않는"),
    },
    "limitations": {
        "it": ("limitazioni", "limiti", "problemi noti"),
        "nl": ("beperkingen", "bekende problemen", "tekortkomingen"),
        "ja": ("制限", "限界", "既知の問題", "制約"),
        "ko": ("한계", "제한", "제약", "알려진 문제"),
    },
    "training_data": {
        "it": ("dati di addestramento", "dati di training", "=dati", "=dataset"),
        "nl": ("trainingsdata", "trainingsgegevens", "=data", "=gegevens", "=dataset"),
        "ja": ("学習データ", "訓練データ", "データセット", "トレーニングデータ"),
        "ko": ("학습 데이터", "훈련 데이터", "데이터셋"),
    },
    "evaluation": {
        "it": ("valutazione", "prestazioni", "metriche", "risultati"),
        "nl": ("evaluatie", "prestaties", "resultaten", "meetwaarden"),
        "ja": ("評価", "性能", "指標", "結果"),
        "ko": ("평가", "성능", "지표", "결과"),
    },
    "ethics": {
        "it": ("considerazioni etiche", "etica", "pregiudizi", "rischi"),
        "nl": ("ethische", "ethiek", "vooringenomenheid", "risico's"),
        "ja": ("倫理", "バイアス", "公平性", "リスク"),
        "ko": ("윤리", "편향", "공정성", "위험"),
    },
    "licence": {
        "it": ("licenza",), "nl": ("licentie",), "ja": ("ライセンス",), "ko": ("라이선스",),
    },
    "contact": {
        "it": ("contatti", "contatto", "responsabile"),
        "nl": ("contactpersoon", "verantwoordelijke"),
        "ja": ("連絡先", "お問い合わせ"),
        "ko": ("연락처", "문의", "담당자"),
    },
    "oversight": {
        "it": ("supervisione umana", "controllo umano"),
        "nl": ("menselijk toezicht", "menselijke controle"),
        "ja": ("人間による監視", "人間による監督"),
        "ko": ("사람의 감독", "인간 감독"),
    },
}

DATASHEET_TITLES = {
    "it": ("scheda del dataset", "scheda dei dati", "scheda dati"),
    "nl": ("datakaart", "datasetkaart", "gegevensblad"),
    "ja": ("データシート", "データカード", "データセットカード"),
    "ko": ("데이터 카드", "데이터시트", "데이터셋 카드"),
}
DATASHEET: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "motivation": {
        "it": ("motivazione", "=descrizione"), "nl": ("motivatie", "aanleiding"),
        "ja": ("動機", "概要", "目的"), "ko": ("동기", "개요", "목적"),
    },
    "composition": {
        "it": ("composizione", "struttura"), "nl": ("samenstelling", "structuur"),
        "ja": ("構成", "構造", "内訳"), "ko": ("구성", "구조"),
    },
    "collection": {
        "it": ("raccolta", "provenienza"), "nl": ("verzameling", "herkomst"),
        "ja": ("収集", "出典"), "ko": ("수집", "출처"),
    },
    "preprocessing": {
        "it": ("preelaborazione", "etichettatura"), "nl": ("voorbewerking", "annotatie"),
        "ja": ("前処理", "アノテーション"), "ko": ("전처리", "라벨링"),
    },
    "uses": {
        "it": ("usi", "uso previsto"), "nl": ("gebruik", "toepassingen"),
        "ja": ("用途", "利用"), "ko": ("용도", "활용"),
    },
    "distribution": {
        "it": ("distribuzione", "licenza"), "nl": ("verspreiding", "licentie"),
        "ja": ("配布", "ライセンス"), "ko": ("배포", "라이선스"),
    },
    "maintenance": {
        "it": ("manutenzione", "contatti"), "nl": ("onderhoud", "beheer"),
        "ja": ("保守", "更新", "連絡先"), "ko": ("유지보수", "업데이트", "문의"),
    },
}

IMPACT_TITLES = {
    "en": ("aiia",),
    "it": ("valutazione d'impatto", "valutazione di impatto"),
    "nl": ("effectbeoordeling", "impactbeoordeling", "impactanalyse", "dpia", "fria"),
    "ja": ("影響評価",),
    "ko": ("영향 평가", "영향평가"),
    "sv": ("konsekvensbedömning",),
    "da": ("konsekvensanalyse", "konsekvensvurdering"),
    "pl": ("ocena skutków", "ocena wpływu"),
}
IMPACT_OF_AI = {
    "it": ("intelligenza artificiale", "diritti fondamentali", "impatto algoritmico"),
    "nl": ("grondrechten", "kunstmatige intelligentie", "algoritmische"),
    "ja": ("人工知能", "基本的権利"),
    "ko": ("인공지능", "기본권"),
}
IMPACT: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "purpose": {
        "it": ("finalità", "scopo", "descrizione del sistema"),
        "nl": ("doel", "doeleinden", "beschrijving", "systeembeschrijving", "toepassing"),
        "ja": ("目的", "概要"), "ko": ("목적", "개요"),
    },
    "affected_people": {
        "it": ("persone interessate", "interessati", "gruppi"),
        "nl": ("betrokkenen", "getroffen", "belanghebbenden", "personen", "groepen"),
        "ja": ("影響を受ける", "利害関係者"), "ko": ("영향을 받는", "이해관계자"),
    },
    "impacts": {
        "it": ("impatti", "impatto", "rischi", "diritti"),
        "nl": ("effecten", "gevolgen", "risico", "risico's", "grondrechten", "rechten"),
        "ja": ("影響", "リスク", "権利"), "ko": ("영향", "위험", "권리"),
    },
    "misuse": {
        "it": ("uso improprio", "guasti", "errori"),
        "nl": ("misbruik", "fouten", "falen", "storing"),
        "ja": ("誤用", "故障", "障害"), "ko": ("오용", "고장", "오류"),
    },
    "measures": {
        "it": ("misure", "mitigazione", "controlli", "sorveglianza"),
        "nl": ("maatregelen", "mitigatie", "waarborgen", "toezicht", "beheersing"),
        "ja": ("対策", "措置"), "ko": ("대책", "조치", "완화"),
    },
    "approval": {
        "it": ("approvazione", "revisione", "conclusione", "conclusioni"),
        "nl": ("goedkeuring", "conclusie", "beoordeling", "evaluatie", "monitoring"),
        "ja": ("承認", "結論"), "ko": ("승인", "결론"),
    },
    "society": {
        "it": ("società", "ambiente"), "nl": ("samenleving", "maatschappij", "milieu"),
        "ja": ("社会", "環境"), "ko": ("사회", "환경"),
    },
}

REGISTER_TITLES = {
    "it": ("registro dei rischi", "matrice dei rischi", "valutazione dei rischi"),
    "nl": ("risicoregister", "risicomatrix", "risicobeoordeling", "risico inventarisatie"),
    "ja": ("リスク登録簿", "リスク管理表", "リスク一覧", "リスク評価"),
    "ko": ("위험 등록부", "리스크 등록부", "위험 평가"),
}
REGISTER: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "risk": {"it": ("rischio",), "nl": ("risico",), "ja": ("リスク",), "ko": ("위험", "리스크")},
    "likelihood": {
        "it": ("probabilità",), "nl": ("kans", "waarschijnlijkheid"),
        "ja": ("発生可能性", "確率"), "ko": ("가능성", "확률"),
    },
    "severity": {
        "it": ("gravità", "impatto"), "nl": ("ernst", "gevolg"),
        "ja": ("影響度", "重大度"), "ko": ("심각도", "영향도"),
    },
    "treatment": {
        "it": ("mitigazione", "misura", "misure"), "nl": ("maatregel", "maatregelen", "mitigatie"),
        "ja": ("対策", "対応"), "ko": ("대책", "완화", "대응"),
    },
    "owner": {
        "it": ("responsabile",), "nl": ("eigenaar", "verantwoordelijke"),
        "ja": ("担当者", "責任者"), "ko": ("담당자", "책임자"),
    },
}
