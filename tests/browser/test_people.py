"""Sign-in in a real browser, by a provider on this machine: who is let in, what each role is shown, and who is refused."""

import json
import re
import shutil

import pytest
from provider import provider
from rules import keeps_every_rule
from waiting import at_rest, settled

pytestmark = pytest.mark.browser
WAIT = 30_000
PEOPLE = {
    name: {"email": f"{name.lower()}@example.org", "name": f"{name} Person", "groups": groups, "email_verified": True}
    for name, groups in {"Reader": [], "Editor": [], "Signer": [], "Data": ["0f3c"], "Stranger": []}.items()
}
TEAM = """
[auth]
redirect_uri = "http://127.0.0.1:{{port}}/oauth2callback"
cookie_secret = "a secret of a test, long enough to pass"
client_id = "cin-narrative"
client_secret = "{secret}"
server_metadata_url = "{issuer}/.well-known/openid-configuration"

[team.roles]
reader = ["reader@example.org"]
editor = ["Editor@example.org"]
signer = ["signer@example.org"]
data = ["groups=0f3c"]
"""


@pytest.fixture(scope="module")
def store(starter_store, tmp_path_factory):
    return shutil.copy(starter_store, tmp_path_factory.mktemp("team") / "store.duckdb")


@pytest.fixture(scope="module")
def address(store, chromium, serve):
    pytest.importorskip("authlib")
    with provider(PEOPLE) as signing:
        settings = store.with_name("secrets.toml")
        settings.write_text(TEAM.format(secret=signing.secret, issuer=signing.issuer), encoding="utf-8")
        places = {"CIN_NARRATIVE_STORE": str(store), "CIN_NARRATIVE_DRAFTS": str(store.with_name("drafts"))}
        with serve(places, f"--secrets.files={settings}") as url:
            yield url


@pytest.fixture
def signed_in(watched, address):
    """A tab of a browser of their own, for each person who is named."""

    def sign_in(name: str):
        tab = watched(address)
        tab.goto(address)
        tab.get_by_role("button", name="Sign in").wait_for()
        settled(tab)
        tab.get_by_role("button", name="Sign in").click()
        tab.get_by_role("link", name=name, exact=True).click()
        tab.get_by_text("Which local authority?").or_(tab.get_by_text("nobody has given you a role")).wait_for()
        tab.asked.clear()  # the provider, which is another host, and what its page lacks
        tab.faults.clear()
        return tab

    return sign_in


def test_nobody_sees_a_figure_before_they_have_signed_in_and_a_stranger_never_does(chromium, address, signed_in):
    tab = chromium.new_page()
    tab.goto(f"{address}/overview?area=Derby")
    tab.get_by_role("button", name="Sign in").wait_for()
    assert "Derby" not in at_rest(tab, tab.locator("body").inner_text)
    tab.close()
    tab = signed_in("Stranger")
    tab.get_by_text("nobody has given you a role").wait_for()
    tab.goto(f"{address}/report?area=Derby")
    tab.get_by_text("nobody has given you a role").wait_for()
    assert "children in need" not in at_rest(tab, tab.locator("body").inner_text)
    tab.get_by_role("button", name="Sign out").click()
    tab.get_by_role("button", name="Sign in").wait_for()


def test_the_sign_in_page_keeps_every_rule(watched, address, axe):
    tab = watched(address)
    tab.goto(f"{address}/overview?area=Derby")
    tab.get_by_role("button", name="Sign in").wait_for()
    keeps_every_rule(tab, address, axe)


def test_a_cookie_that_somebody_made_up_signs_nobody_in(chromium, address, signed_in):
    context = chromium.new_context()
    context.add_cookies([{"name": "_streamlit_user", "value": json.dumps({"email": "signer@example.org", "is_logged_in": True}), "url": address}])
    tab = context.new_page()
    tab.goto(f"{address}/report?area=Derby")
    tab.get_by_role("button", name="Sign in").wait_for()
    context.close()


def test_each_role_is_shown_what_it_may_do_and_a_shared_draft_is_signed_by_the_signed_in_name(signed_in, address, store, picture):
    reader = signed_in("Reader")
    reader.get_by_text("Which local authority?").wait_for()
    reader.goto(f"{address}/drafts")
    reader.get_by_text("Drafts are written by those with the role editor or signer.").wait_for()
    settled(reader)
    reader.get_by_role("button", name="Reader Person").click()
    reader.get_by_text(said("Signed in as reader@example.org. Roles: reader.")).wait_for()
    reader.goto(f"{address}/data")
    reader.get_by_text("Files are loaded and removed by those with the role data.").wait_for()
    assert at_rest(reader, reader.locator("input[type=file]").count) == 0
    reader.goto(f"{address}/report?area=Derby&year=2016")
    reader.get_by_role("button", name="Start a draft").wait_for()
    settled(reader)
    reader.get_by_role("button", name="Start a draft").click()
    reader.get_by_text("You may not write drafts: that takes the role editor or signer.").wait_for()

    editor = signed_in("Editor")
    editor.get_by_text("Which local authority?").wait_for()
    editor.goto(f"{address}/report?area=Derby&year=2016")
    editor.get_by_role("button", name="Start a draft").wait_for()
    settled(editor)
    editor.get_by_role("button", name="Start a draft").click()
    editor.get_by_role("link", name="Open the draft").wait_for()
    settled(editor)
    editor.get_by_role("link", name="Open the draft").click()
    editor.get_by_text(said("Started by editor@example.org.")).wait_for()
    settled(editor)
    editor.get_by_role("button", name="Sign", exact=True).click()
    editor.get_by_text("A draft is signed by those with the role signer.").wait_for()
    editor.keyboard.press("Escape")

    signer = signed_in("Signer")
    signer.get_by_text("Which local authority?").wait_for()
    signer.goto(f"{address}/drafts?draft=derby-2016")
    signer.get_by_text('There is no draft called "derby-2016" that you may open.').wait_for()
    editor.get_by_text("Name, sharing, deleting").click()
    editor.get_by_label("Shared with these people").fill("Signer@example.org")
    editor.keyboard.press("Control+Enter")
    settled(editor)
    editor.get_by_role("button", name="Share", exact=True).click()
    settled(editor)
    signer.reload()
    signer.get_by_role("button", name="Sign", exact=True).wait_for()
    settled(signer)
    signer.get_by_role("button", name="Sign", exact=True).click()
    form = signer.get_by_test_id("stPopoverBody")
    form.wait_for()
    settled(signer)
    form.get_by_role("button", name="Remove the empty sections").click()
    signer.get_by_text("Empty sections: 0").wait_for()
    settled(signer)
    form.get_by_text(said("You sign as Signer Person, verified by sign-in (signer@example.org).")).wait_for()
    form.get_by_role("button", name="Sign", exact=True).click()
    signer.get_by_text(said("Signed by Signer Person (verified by sign-in: signer@example.org)")).wait_for()
    picture(signer)
    assert store.with_name("store.audit.jsonl").stat().st_mode & 0o777 == 0o600
    lines = [json.loads(line) for line in store.with_name("store.audit.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [(one["who"], one["verified"], one["outcome"]) for one in lines if one["what"] == "signature"] == [
        ("signer@example.org", True, "begun"), ("signer@example.org", True, "done"),
    ]  # fmt: skip

    data = signed_in("Data")
    data.get_by_text("Which local authority?").wait_for()
    data.goto(f"{address}/data")
    data.locator("input[type=file]").first.wait_for(state="attached")
    data.goto(f"{address}/drafts?draft=derby-2016")
    data.get_by_text("Drafts are written by those with the role editor or signer.").wait_for()


READER = {  # view -> what tells that it is drawn
    "overview": "What to know", "data": "Files are loaded and removed by those", "drafts": "Drafts are written by those",
}  # fmt: skip


@pytest.mark.parametrize("view", ["overview", *(pytest.param(one, marks=pytest.mark.slow) for one in ("data", "drafts"))])
def test_every_rule_holds_on_every_view_of_a_reader_who_looks_who_they_are(signed_in, address, axe, view):
    tab = signed_in("Reader")
    tab.goto(f"{address}/{view}?area=Derby&year=2020")
    tab.get_by_text(READER[view]).first.wait_for()
    settled(tab)
    tab.get_by_role("button", name="Reader Person").click()
    tab.get_by_role("button", name="Sign out").wait_for()
    keeps_every_rule(tab, address, axe)


@pytest.mark.parametrize("role", ["Signer", pytest.param("Editor", marks=pytest.mark.slow)])
def test_every_rule_holds_on_the_draft_of_a_role_that_is_about_to_sign_it(signed_in, address, axe, role):
    tab = signed_in(role)
    tab.goto(f"{address}/report?area=Derby&year=2020")
    tab.get_by_role("button", name="Start a draft").wait_for()
    settled(tab)
    tab.get_by_role("button", name="Start a draft").click()
    tab.get_by_role("link", name="Open the draft").wait_for()
    settled(tab)
    tab.get_by_role("link", name="Open the draft").click()
    tab.get_by_text("Empty sections:").first.wait_for()
    settled(tab)
    tab.get_by_role("button", name="Sign", exact=True).click()
    tab.get_by_test_id("stPopoverBody").wait_for()
    keeps_every_rule(tab, address, axe)


def test_every_rule_holds_on_the_data_of_who_may_load_it(signed_in, address, axe):
    tab = signed_in("Data")
    tab.goto(f"{address}/data?area=Derby&year=2020")
    tab.locator("input[type=file]").first.wait_for(state="attached")
    keeps_every_rule(tab, address, axe)


def said(text: str) -> re.Pattern[str]:
    """A text as the page shows it: no address in it becomes a link."""
    return re.compile(re.escape(text).replace("@", "@\u2060?"))


def test_without_a_sign_in_a_page_asked_for_by_another_name_shows_only_how_to_open_it(store, chromium, serve):
    with serve({"CIN_NARRATIVE_STORE": str(store)}) as url:
        for address in (url.replace("127.0.0.1", "council.test"), url):
            tab = chromium.new_page()
            tab.set_default_timeout(WAIT)
            tab.goto(f"{address}/report?area=Derby&year=2016")
            if address != url:
                tab.get_by_text("This page is served to the machine it runs on, and to nobody else.").wait_for()
                assert "children in need" not in at_rest(tab, tab.locator("body").inner_text).lower()
                assert at_rest(tab, tab.locator("a[href*=report], a[href*=overview]").count) == 0
            else:
                tab.get_by_role("heading", name="Children in need in Derby").wait_for()
            tab.close()
