"""Who may do what: every action by every role, who a sign-in is, where a page is asked from, and the audit."""

import json
import stat
from contextlib import AbstractContextManager
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cin_narrative import api
from cin_narrative.access import audit, door
from cin_narrative.access.request_origin import is_at_this_machine, is_open_to
from cin_narrative.access.roles import Action, Person, Role, guest, machine_user
from cin_narrative.access.team import Team, faults, team_of
from cin_narrative.api import assistance
from cin_narrative.disclosure.door import INTERNAL
from cin_narrative.errors import CinNarrativeError, NotAllowed, NotHeld, OutputRefused
from cin_narrative.store.store import Store

NOW = 1_000_000.0
AUTH = {
    "redirect_uri": "https://cin.example.org/oauth2callback",
    "cookie_secret": "0123456789abcdef0123456789abcdef",
    "client_id": "page",
    "client_secret": "kept",
    "server_metadata_url": "https://login.example.org/.well-known/openid-configuration",
}


def person(*roles: Role) -> Person:
    return Person("a.person@example.org", "A. Person", True, frozenset(roles))


@pytest.fixture
def at_the_door(monkeypatch):
    """Puts somebody at the door."""

    def put(who: Person | None) -> None:
        monkeypatch.setattr(door, "_finders", [lambda: who])

    return put


# What each role may do, worked out by hand: a row for each role, a letter for each action in the order of the enumeration.
ALLOWED = {
    Role.READER: "read",
    Role.EDITOR: "read draft",
    Role.SIGNER: "read draft sign",
    Role.DATA: "read load quality internal records",
}


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize("action", list(Action))
def test_each_action_is_for_its_roles_alone(role, action, at_the_door):
    at_the_door(person(role))
    if action.value in ALLOWED[role].split():
        assert door.require(action).roles == {role}
        return
    with pytest.raises(NotAllowed) as refused:
        door.require(action)
    assert action.words in str(refused.value)
    assert all(role.value in str(refused.value) for role in Role if action.value in ALLOWED[role].split())


def verbs(store: Store, folder: Path):
    """The public verbs that not everybody may use, each with the action it takes; none of them finds what it is given."""
    derby = api.areas().get("831")
    return {
        "load": (Action.LOAD, lambda: api.load([folder / "none.csv"], folder / "s.duckdb")),
        "dry run": (Action.LOAD, lambda: api.load([folder / "none.csv"], folder / "s.duckdb", dry_run=True)),
        "upload": (Action.LOAD, lambda: api.load_uploads([("a.csv", b"a,b\n1,2\n")], folder / "s.duckdb")),
        "make up": (Action.LOAD, lambda: api.make_up(store, "England", 2016, folder / "made")),
        "remove": (Action.LOAD, lambda: api.remove_return(derby, 2016, store.path)),
        "quality": (Action.QUALITY, lambda: api.quality(store, derby, 2016)),
        "files": (Action.QUALITY, lambda: api.quality([folder])),
        "submission": (Action.QUALITY, lambda: enter(api.using_submission(store, "Derby", 1))),
        "submissions": (Action.QUALITY, lambda: api.submissions(store, "Derby")),
        "figures of a submission": (Action.QUALITY, lambda: api.submission_figures(store, "Derby", 1)),
        "submissions compared": (Action.QUALITY, lambda: api.compare_submissions(store, "Derby", 1, 2)),
        "exact submission": (Action.INTERNAL, lambda: enter(api.using_submission(store, "Derby", 1, INTERNAL))),
        "reconcile": (Action.QUALITY, lambda: api.reconcile(store, "Derby", 2016)),
        "summary": (Action.INTERNAL, lambda: api.summary(store, "Derby", 2016, audience=INTERNAL)),
        "page": (Action.INTERNAL, lambda: api.page(api.summary(store, "Derby", 2016, audience=INTERNAL), draws=False)),
        "figures": (Action.INTERNAL, lambda: list(api.figures(store, area="Derby", year=2016, audience=INTERNAL))),
        "ask": (Action.INTERNAL, lambda: api.ask(store, "referrals in Derby", audience=INTERNAL)),
        "compare": (Action.INTERNAL, lambda: api.compare(store, ["Derby", "Leeds"], 2016, audience=INTERNAL)),
        "log": (Action.RECORDS, assistance.kept_log),
    }


def enter(block: AbstractContextManager[object]) -> None:
    with block:
        pass


@pytest.mark.parametrize("role", [*Role, None])
def test_each_verb_asks_at_the_door(role, at_the_door, starter_in, tmp_path):
    at_the_door(person(*([role] if role else [])))
    with Store.open(starter_in(tmp_path / "store.duckdb")) as store:
        for name, (action, verb) in verbs(store, tmp_path).items():
            allowed = role is not None and action.value in ALLOWED[role].split()
            try:
                verb()
            except NotAllowed:
                assert not allowed, name
            except CinNarrativeError:
                assert allowed, name
            else:
                assert allowed, name


def test_without_a_front_it_is_the_machine_s_own_user_who_may_everything(monkeypatch):
    monkeypatch.setattr(door, "_finders", [])
    assert all(door.who().may(action) for action in Action)
    assert not door.who().verified
    assert [action for action in Action if guest().may(action)] == [Action.READ]


@pytest.mark.parametrize(("claims", "found"), [
    ({"email": "Head@Example.org", "name": "The Head"}, {Role.SIGNER, Role.READER}),
    ({"email": "x@example.org", "groups": ["other", "0f3c"]}, {Role.DATA, Role.READER}),
    ({"email": "x@example.org", "groups": "0f3c"}, {Role.DATA, Role.READER}),
    ({"email": "x@example.org", "groups": ["0F3C"]}, {Role.READER}),
    ({"email": "x@example.org", "admin": True}, {Role.EDITOR, Role.READER}),
    ({"email": "x@example.org", "nickname": "head@example.org"}, {Role.READER}),
    ({"email": "groups=0f3c"}, {Role.DATA, Role.READER}),
])  # fmt: skip
def test_roles_follow_from_addresses_and_claims(claims, found):
    roles = {"signer": ["head@example.org"], "data": ["groups=0f3c"], "editor": ["admin=True"]}
    one = team_of({"roles": roles, "everyone": "reader"}).person_of({"iat": NOW, **claims}, NOW)
    if "=" in claims["email"]:  # an address that is written like a claim is an address
        assert one is None or Role.DATA not in one.roles
        return
    assert one is not None and one.verified
    assert one.roles == found
    assert one.id == claims["email"].lower()
    assert one.name == claims.get("name", one.id)


@pytest.mark.parametrize(("claims", "after"), [
    ({}, 0),
    ({"email": ""}, 0),
    ({"email": ["head@example.org"]}, 0),
    ({"email": "head@example.org", "email_verified": False}, 0),
    ({"email": "head@example.org"}, 8 * 3600 + 1),
    *(({"email": "head@example.org", "email_verified": told}, 0)
      for told in ("false", "False", "no", "", "1", 0, 1, 1.0, None, [True], {})),
    *(({"email": f"head{unseen}@example.org"}, 0)
      for unseen in ("\u200b", "\u00ad", "\u202e", "\ufeff", "\x00", "\n", "\t", "\u00a0", "\U000e0041", "\u0301")),
    *(({"email": email}, 0) for email in (" head@example.org", "head@example.org ", "head@example.org\n", "x" * 500)),
    *(({"email": "head@example.org", "iat": began}, 0)
      for began in (NOW + 61, NOW + 9e9, float("nan"), float("inf"), -float("inf"), 10**400, True)),
    ({"email": "head@example.org", "iat": None}, 0),
    ({"email": "head@example.org", "iat": "soon"}, 0),
])  # fmt: skip
def test_a_sign_in_that_is_nobody_s_or_too_old_is_none(claims, after):
    team = team_of({"roles": {"signer": ["head@example.org"]}, "hours": 8})
    assert team.person_of({"iat": NOW, **claims}, NOW + after) is None


def test_an_address_is_as_it_is_given_but_for_the_size_of_ascii_letters():
    team = team_of({"roles": {"signer": ["Kate@Example.org", "Ren\u00c9@example.org"]}, "everyone": "reader"})
    found = {email: team.person_of({"iat": NOW + 30, "email": email}, NOW) for email in (
        "KATE@example.ORG", "\u212aate@example.org", "k\u0430te@example.org", "ren\u00c9@example.org")}  # fmt: skip
    assert [Role.SIGNER in one.roles for one in found.values()] == [True, False, False, True]
    assert [one.id for one in found.values()] == ["kate@example.org", "\u212aate@example.org", "k\u0430te@example.org", "ren\u00c9@example.org"]


@pytest.mark.parametrize("told", [True, "true"])
def test_an_address_that_the_provider_stands_for_is_somebody_s(told):
    claims = {"iat": NOW, "email": "head@example.org", "email_verified": told}
    assert team_of({"everyone": "reader"}).person_of(claims, NOW) is not None


@pytest.mark.long
@given(st.text(max_size=12), st.text(max_size=3))
def test_no_two_sign_ins_are_one_person_unless_they_differ_by_the_size_of_letters(address, more):
    one, other = (Team({}).person_of({"iat": NOW, "email": text}, NOW) for text in (f"a{address}", f"a{address}{more}"))
    assert not more or one is None or other is None or one.id != other.id


def test_a_name_is_one_line_of_text_and_no_longer_than_a_signature():
    claims = {"iat": NOW, "email": "a@example.org", "name": "A\n\u202eB\x00 " + "x" * 500}
    found = Team({}).person_of(claims, NOW)
    assert found is not None and found.name.startswith("A B x") and len(found.name) == 200


@pytest.mark.parametrize(("change", "team", "said"), [
    ({}, {"everyone": "reader"}, []),
    ({"cookie_secret": ""}, {"everyone": "reader"}, ["lacks cookie_secret"]),
    ({"cookie_secret": "short"}, {"everyone": "reader"}, ["too short"]),
    ({"redirect_uri": "http://cin.example.org/oauth2callback"}, {"everyone": "reader"}, ["https"]),
    ({"redirect_uri": "http://localhost:8501/oauth2callback"}, {"everyone": "reader"}, []),
    ({"redirect_uri": "https://cin.example.org/"}, {"everyone": "reader"}, ["has to be"]),
    ({"entra": {"client_id": "a"}}, {"everyone": "reader"}, []),
    ({}, {}, ["gives nobody a role"]),
    ({}, {"everyone": "reeder"}, ["Did you mean reader?"]),
    ({}, {"roles": {"singer": ["a@example.org"]}}, ["Did you mean signer?"]),
    ({}, {"roles": {"signer": "a@example.org"}}, ["a list"]),
    ({}, {"roles": ["a@example.org"]}, ["a list"]),
    ({}, {"everyone": "reader", "hours": 0}, ["hours is 0"]),
    ({}, {"everyone": "reader", "hours": float("inf")}, ["hours is inf"]),
    ({}, {"everyone": "reader", "hours": float("nan")}, ["hours is nan"]),
    ({}, {"everyone": "reader", "hour": 9}, ["Did you mean hours?"]),
])  # fmt: skip
def test_every_fault_of_the_settings_is_named(change, team, said):
    pytest.importorskip("authlib")
    found = faults({**AUTH, **change}, team)
    assert len(found) == len(said)
    assert all(words in line for words, line in zip(said, found, strict=True))


@pytest.mark.parametrize(("headers", "remote", "here"), [
    ({"Host": "localhost:8501", "Origin": "http://localhost:8501"}, None, True),
    ({"Host": "127.0.0.1:8501"}, "127.0.0.1", True),
    ({"Host": "[::1]:8501"}, "::1", True),
    ({"Host": "127.8.0.1"}, "::ffff:127.0.0.1", True),
    ({}, None, True),
    ({"Host": "localhost:8501"}, "10.0.0.7", False),
    ({"Host": "cin.example.org"}, None, False),
    ({"Host": "127.0.0.1.example.org"}, None, False),
    ({"Host": "localhost.example.org"}, None, False),
    ({"Host": "localhost@example.org"}, None, False),
    ({"Host": "2130706433"}, None, False),
    ({"Host": ""}, None, False),
    ({"Host": "[::1"}, None, False),
    ({"Host": "127.0.0.1:8501", "Origin": "https://cin.example.org"}, None, False),
    ({"Host": "127.0.0.1:8501", "Origin": "null"}, None, False),
    ({"Host": "localhost", "X-Forwarded-For": "10.0.0.7"}, None, False),
    ({"Host": "localhost", "x-forwarded-proto": "https"}, None, False),
    ({"Host": "localhost", "Forwarded": "for=10.0.0.7"}, None, False),
    ({"Host": "localhost", "X-Real-IP": "127.0.0.1"}, None, False),
])  # fmt: skip
def test_only_what_comes_from_this_machine_itself_is_alone(headers, remote, here):
    assert is_at_this_machine(headers, remote) is here


@given(st.text(max_size=40))
def test_no_host_that_is_not_this_machine_s_passes_and_none_is_an_error(host):
    plain = host.lower().strip("[]").rpartition(":")[0] or host.lower()
    if is_at_this_machine({"Host": host}, None):
        assert "localhost" in host.lower() or "127." in plain or ":" in host


@pytest.mark.parametrize(("headers", "opened"), [
    ({"Host": "Cin.Example.org:443", "Origin": "https://cin.example.org"}, True),
    ({"Host": "cin.example.org"}, True),
    ({"Host": "cin.example.org", "Origin": "https://evil.example"}, False),
    ({"Host": "other.example.org"}, False),
    ({}, False),
])  # fmt: skip
def test_a_host_is_opened_by_its_name(headers, opened):
    assert is_open_to(headers, {"cin.example.org"}) is opened
    assert not is_open_to(headers, set())


def lines(store: Path) -> list[dict]:
    return [json.loads(line) for line in audit.audit_file(store).read_text(encoding="utf-8").splitlines()]


def test_a_removal_leaves_two_lines_that_say_who_and_how_it_ended(at_the_door, starter_in, tmp_path):
    at_the_door(person(Role.DATA))
    path = starter_in(tmp_path / "store.duckdb")
    with pytest.raises(NotHeld):
        api.remove_return(api.areas().get("831"), 2016, path)
    begun, ended = lines(path)
    assert begun.items() >= {"who": "a.person@example.org", "verified": True, "what": "removal of a return", "area": "831"}.items()
    assert (begun["outcome"], ended["outcome"]) == ("begun", "refused: NotHeld")
    assert stat.S_IMODE(audit.audit_file(path).stat().st_mode) == 0o600


def test_nothing_is_done_where_the_audit_cannot_be_kept(at_the_door, tmp_path):
    at_the_door(machine_user())
    store, done = tmp_path / "store.duckdb", []
    audit.audit_file(store).mkdir()
    with pytest.raises(OutputRefused, match="nothing was done"), audit.noted(store, "load", {}):
        done.append(1)
    assert done == []


def test_a_load_is_noted_without_the_names_of_its_files_and_a_dry_run_is_not(at_the_door, starter_in, tmp_path):
    at_the_door(person(Role.DATA))
    path, given = starter_in(tmp_path / "store.duckdb"), tmp_path / "jane-doe.csv"
    given.write_text("a,b\n1,2\n", encoding="utf-8")
    for dry_run in (True, False):
        with pytest.raises(CinNarrativeError):
            api.load([given], path, dry_run=dry_run)
    assert [one["outcome"].split(":")[0] for one in lines(path)] == ["begun", "refused"]
    assert "jane" not in audit.audit_file(path).read_text(encoding="utf-8")


def test_the_internal_view_is_noted_once_a_day_for_a_person_and_an_area(at_the_door, starter_in, tmp_path):
    path = starter_in(tmp_path / "store.duckdb")
    with Store.open(path) as store:
        for who in (person(Role.DATA), person(Role.DATA), machine_user()):
            at_the_door(who)
            api.summary(store, "Derby", 2016, audience=INTERNAL)
            api.summary(store, "Derby", 2016)
    assert [(one["who"], one["view"], one["area"], one["year"]) for one in lines(path)] == [
        ("a.person@example.org", "summary", "Derby", 2016), (machine_user().id, "summary", "Derby", 2016),
    ]  # fmt: skip
