"""Which profiles a table fits, and how well."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from data.recognising.names import squash
from data.recognising.profiles import Profile, profiles

LEAST = 0.8  # of a profile all of whose needs are met
UNCONFIRMED = 0.69  # the most that a profile made from help pages may claim
ENOUGH_LABELS = 0.6


@dataclass(frozen=True, slots=True)
class Match:
    """A profile and how well a table fits it, 0 to 1; ``hits`` of its distinctive headers were there."""

    profile: Profile
    confidence: float
    hits: int


def matches(
    header: Sequence[str], samples: Mapping[str, Sequence[str]], preamble: Sequence[str] = ()
) -> list[Match]:
    """Return the profiles that a table fits, best first."""
    names = {squash(name) for name in header}
    labels = {squash(cell) for cell in (*header[:1], *samples.get(header[0], ()))} if header else set()
    above = "\n".join(preamble)
    found = [_match(profile, names, labels, above) for profile in profiles()]
    fitting = [match for match in found if match is not None]
    return sorted(fitting, key=lambda match: (-match.confidence, -match.hits, match.profile.name))


def _match(profile: Profile, names: Collection[str], labels: Collection[str], above: str) -> Match | None:
    """Return None where something needed is missing, else rise with the share of distinctive headers."""
    if profile.row_labels:
        hits = len(profile.row_labels & set(labels))
        is_known = hits >= ENOUGH_LABELS * len(profile.row_labels)
        return Match(profile, LEAST, hits) if is_known else None
    if not all(group & set(names) for group in profile.needs) or profile.never & set(names):
        return None
    hits = sum(not group.isdisjoint(names) for group in profile.distinctive)
    hits += bool(profile.preamble and profile.preamble.search(above))
    if hits < profile.at_least:
        return None
    share = min(hits / len(profile.distinctive), 1.0)
    most = 1.0 if profile.standing != "unconfirmed" else UNCONFIRMED
    return Match(profile, round(min(LEAST + (1 - LEAST) * share, most), 3), hits)
