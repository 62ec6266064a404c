"""Child protection plans -> the same with categories of abuse, earlier plans and reviews."""

from __future__ import annotations

from cin_narrative.made_up.episodes import Cast
from cin_narrative.made_up.protection.categories import CATEGORIES, WHICH, Counts, counts_of
from cin_narrative.made_up.protection.plan_dates import THREE_MONTHS
from cin_narrative.made_up.protection.plans import Plans
from cin_narrative.made_up.records import Plan
from cin_narrative.messages import message


def add_details(cast: Cast, plans: Plans) -> None:
    """Give every plan its categories, as many earlier plans as the totals say, and its reviews."""
    for which in WHICH:
        _set_categories(cast, plans, which)
    _set_previous(cast, plans)
    _add_reviews(cast, plans)


def _set_categories(cast: Cast, plans: Plans, which: str) -> None:
    """The initial or latest category, so that plans starting and plans open at 31 March both come
    out.
    """
    new_open = [plan for plan in plans.open if plans.is_new(plan)]
    new_ended = [plan for plan in plans.ended if plans.is_new(plan)]
    carried = [plan for plan in plans.open if not plans.is_new(plan)]
    started = len(new_open) + len(new_ended)
    opened, begun = counts_of(cast, which, len(plans.open), started, len(carried))
    of_carried = _carried_counts(opened, begun, len(carried))
    if of_carried is None:
        names = (f"open_plans_by_{which}_category", f"plans_begun_by_{which}_category")
        raise cast.clash(message("made_up.categories_do_not_fit"), *names)
    of_open = {name: opened[name] - of_carried[name] for name in opened}
    of_ended = {name: begun[name] - of_open[name] for name in opened}
    for group, counts in ((carried, of_carried), (new_open, of_open), (new_ended, of_ended)):
        _set_category(group, counts, which)


def _set_category(plans: list[Plan], counts: Counts, which: str) -> None:
    codes = [CATEGORIES[name] for name, count in counts.items() for _ in range(count)]
    for plan, code in zip(plans, codes, strict=True):
        setattr(plan, which, code)


def _carried_counts(opened: Counts, begun: Counts, carried: int) -> Counts | None:
    """How many of the plans open from before the year have each category: at least what did not
    start in it; None where that are too many.
    """
    counts = {name: max(0, opened[name] - begun[name]) for name in CATEGORIES}
    left = carried - sum(counts.values())
    for name in sorted(CATEGORIES, key=lambda name: counts[name] - opened[name]):
        more = max(0, min(left, opened[name] - counts[name]))
        counts[name] += more
        left -= more
    return counts if not left else None


def _set_previous(cast: Cast, plans: Plans) -> None:
    """Earlier plans of the child, for as many plans of the year as the totals say."""
    new = [plan for plan in plans.all if plans.is_new(plan)]
    for plan in cast.random.sample(new, min(len(new), cast.totals.count("plans_repeated"))):
        plan.previous = cast.random.randint(1, 3)


def _add_reviews(cast: Cast, plans: Plans) -> None:
    """Every plan is reviewed in time, but for as many of those open three months as the totals
    say.
    """
    last = cast.days.last
    tested = [plan for plan in plans.open if last - plan.start >= THREE_MONTHS]
    late = len(tested) - cast.totals.between("plans_reviewed", 0, len(tested))
    if late < 0:
        raise cast.clash(
            message("made_up.reviews_in_time"), "plans_reviewed", "open_plans_three_months"
        )
    for plan in plans.all:
        day, until = plan.start + cast.random.randint(60, 90), plan.end or last
        while day <= until:
            plan.reviews.append(day)
            day += cast.random.randint(120, 182)
    new = [plan for plan in tested if plans.is_new(plan)]
    old = [plan for plan in tested if not plans.is_new(plan)]
    missed = cast.random.sample(new, min(late, len(new)))
    for plan in [*missed, *cast.random.sample(old, late - len(missed))]:
        plan.reviews = [day for day in plan.reviews if day < cast.days.first]
