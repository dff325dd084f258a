"""Words that stand where an answer should be."""

# fmt: off

MARKS = (
    "more information needed", "more information is needed", "information needed",
    "to be determined", "to be added", "to be completed", "to be filled", "to be specified",
    "to be created", "to be written", "to be announced", "to be defined", "to be decided",
    "to be confirmed", "to be provided", "to be updated", "to be done", "coming soon", "fill in",
    "fill me", "fill this", "your answer", "your text here", "your description", "insert here",
    "add description", "add your", "placeholder", "lorem ipsum", "dolor sit amet",
    "work in progress", "under construction", "not yet documented", "not yet written",
    "not yet available", "goes here", "replace this", "replace me", "change me",
    "changeme", "your name here", "your model", "your dataset", "your organization",
    "your organisation", "enter text", "type here", "write here", "needs to be filled", "model id",
    "dataset name here", "unknown at this time", "por completar", "por determinar",
    "pendiente de completar", "a completar", "por definir", "mas informacion necesaria",
    "completar aqui", "rellenar", "a completer", "a definir", "a preciser", "a determiner",
    "a remplir", "a renseigner", "plus d informations necessaires", "en cours de redaction",
    "noch zu erganzen", "zu erganzen", "wird erganzt", "noch offen", "noch festzulegen",
    "hier ausfullen", "auszufullen", "noch auszufullen", "weitere informationen erforderlich",
    "a preencher", "por preencher", "preencher aqui", "a ser definido", "a ser preenchido",
    "mais informacoes necessarias", "待补充", "待填写", "待定", "待完善", "请填写", "在此填写",
    "此处填写", "需要更多信息",
    "请补充",
)
"""Folded phrases; a statement with one of them, and hardly anything else, says nothing."""

WORDS = frozenset(
    "tbd tba tbc todo fixme xxx xxxx wip foo bar baz foobar test testing asdf qwerty dummy "
    "string none null nil undefined unknown unspecified nan empty blank example sample pending "
    "optional required text value description name title author date ... … -- ??? n/d "
    "pendiente ejemplo exemple exemplo beispiel offen unbekannt desconocido inconnu desconhecido "
    "待定 未知 无 示例".split()
)
"""A statement that is nothing but these words says nothing."""

ANSWERS = frozenset(
    (
        "not applicable", "n a", "no known risks", "no known risk", "none known",
        "no known limitations", "no known issues", "none identified", "no aplica",
        "no se conocen riesgos", "sans objet", "aucun risque connu", "non applicable",
        "nicht zutreffend", "entfallt", "keine bekannt", "keine bekannten risiken",
        "nao se aplica", "nao aplicavel", "sem riscos conhecidos", "不适用", "无已知风险",
    )
)
"""Short statements that may be the whole truth."""

INSTRUCTIONS = frozenset(
    (
        # what a form asks its author to do; never what a reader of the document should do
        "describe provide list explain specify report state summarize summarise mention discuss "
        "indicate enter insert fill replace complete outline detail document identify note add "
        "include give write name define record address clarify elaborate "
        "describa describe indique proporcione especifique liste explique informe rellene "
        "complete detalle incluya mencione documente enumere resuma "
        "decrivez indiquez precisez fournissez listez expliquez renseignez completez detaillez "
        "mentionnez documentez enumerez resumez decrire indiquer preciser "
        "beschreiben nennen erlautern geben tragen fullen listen erganzen dokumentieren fugen "
        "descreva indique forneca liste especifique preencha detalhe mencione resuma "
    ).split()
)
"""First words of a sentence that tells the author what to write."""

DEFERRALS = (
    "see ", "see: ", "please see", "refer to", "please refer", "consult ", "for details see",
    "for more information", "for more details", "for further details", "more information can be",
    "details can be found", "as described in", "run ", "to run ", "use the script", "execute ",
    "check the", "read the", "click ", "vease ", "ver ", "consulte ", "consultese",
    "para mas informacion", "ejecute ", "voir ", "se referer", "consultez ", "pour plus d",
    "executez ", "siehe ", "vgl ", "weitere informationen", "naheres siehe", "fuhren sie", "veja ",
    "vide ", "consulte ", "para mais informacoes", "execute ", "参见", "请参阅", "请参考", "详见",
    "见 ",
    "运行",
)
"""Starts of a sentence that says elsewhere, or do it yourself."""

SCALE_WORDS = frozenset(
    "yes no true false y n low medium high critical minimal limited minor major moderate severe "
    "unacceptable internal public confidential restricted draft approved rejected pending open "
    "closed si non oui nein ja sim nao alto medio bajo baixo eleve moyen faible hoch mittel "
    "niedrig gering na".split()
)
"""The values an option list offers."""
