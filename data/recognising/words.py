"""Words that say yes and no, who has left and who has stayed, in the languages that exports come in."""

_TRUE = "1, 1.0, true, yes, y, t, on, ja, wahr, oui, o, vrai, si, sí, verdadero, ya, benar, 是, 对, نعم, صحيح"
_FALSE = "0, 0.0, false, no, n, f, off, nein, falsch, non, faux, falso, tidak, tdk, salah, 否, 不是, لا, خطأ"
_CHURNED = """
    churned, churn, churner, left, has left, exited, lost, cancelled, canceled, inactive, attrited,
    attrited customer,
    closed, departed, gone, leaver, terminated, former, former customer, ex-customer,
    abgewandert, gekündigt, verlassen, inaktiv, ehemalig, ehemaliger kunde,
    parti, partie, résilié, résiliée, perdu, perdue, inactif, inactive, ancien client,
    baja, abandonó, abandono, cancelado, cancelada, perdido, perdida, inactivo, inactiva,
    berhenti, pergi, tidak aktif, nonaktif, keluar, 流失, 已流失, 离网, 已离开, غادر, مغادر, متسرب, غير نشط
"""
# Words that say it of nothing but customers: a column of these needs no telling name.
_PLAINLY_CHURNED = """
    churned, churner, attrited, attrited customer, exited, has left, left, leaver, former customer, ex-customer,
    abgewandert, gekündigt, ehemaliger kunde, résilié, résiliée, parti, ancien client, baja, abandonó, berhenti,
    流失, 已流失, 离网, غادر, متسرب
"""
_STAYED = """
    stayed, active, retained, existing, existing customer, current, current customer, kept, loyal, not churned,
    no churn, non-churner, not left, staying,
    aktiv, geblieben, bestehend, bestandskunde, actif, active, resté, restée, client actuel,
    activo, activa, alta, vigente, permanece, aktif, bertahan, tetap, 留存, 未流失, 在网, 活跃, نشط, باقي
"""


def _listed(words: str) -> frozenset[str]:
    return frozenset(word.strip() for word in words.replace("\n", " ").split(",") if word.strip())


TRUE_WORDS = _listed(_TRUE)
FALSE_WORDS = _listed(_FALSE)
PLAINLY_CHURNED = _listed(_PLAINLY_CHURNED)
CHURNED_WORDS = TRUE_WORDS | _listed(_CHURNED)
STAYED_WORDS = FALSE_WORDS | _listed(_STAYED)
