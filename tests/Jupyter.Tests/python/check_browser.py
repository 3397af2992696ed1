"""A notebook in Jupyter Notebook and Chromium: all cells run, nothing fails, charts and formulas are seen, the page asks no other host.

Arguments: the folder to serve, the notebook in it, how many charts and how many formulas it shows at least, and where a picture of the page is put.
"""
import json
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request

from selenium import webdriver
from selenium.webdriver.chrome.service import Service

folder, notebook, charts, formulas, picture = sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4]), sys.argv[5]
TOKEN = "for-the-test"
PATIENCE = 240


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_until(what, condition, seconds=PATIENCE):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        found = condition()
        if found:
            return found
        time.sleep(0.3)
    state = browser.execute_script(STATE) if browser else None
    raise TimeoutError(f"{what}: not within {seconds} s; {state}")


def serve(port):
    return subprocess.Popen(
        ["/usr/bin/python3", "-m", "notebook", "--no-browser", "--allow-root", "--ip=127.0.0.1", f"--port={port}", f"--NotebookApp.token={TOKEN}",
         f"--notebook-dir={folder}"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, stdin=subprocess.DEVNULL)


def answers(url):
    try:
        return urllib.request.urlopen(url, timeout=5).status == 200
    except (urllib.error.URLError, ConnectionError, TimeoutError):
        return False


def browse():
    options = webdriver.ChromeOptions()
    options.binary_location = "/usr/bin/chromium"
    for argument in ("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
                     "--disable-component-update", "--disable-sync", "--window-size=1100,1400", f"--user-data-dir={tempfile.mkdtemp(prefix='chromium-')}"):
        options.add_argument(argument)
    options.set_capability("goog:loggingPrefs", {"performance": "ALL", "browser": "ALL"})
    return webdriver.Chrome(service=Service("/usr/bin/chromedriver"), options=options)


def requested(browser):
    """What the page asked for, by address."""
    for entry in browser.get_log("performance"):
        message = json.loads(entry["message"])["message"]
        if message["method"] == "Network.requestWillBeSent":
            yield message["params"]["request"]["url"]


STATE = """
const cells = Jupyter.notebook.get_cells().filter(c => c.cell_type === 'code');
return {
    cells: cells.length,
    done: cells.filter(c => c.input_prompt_number && c.input_prompt_number !== '*').length,
    errors: cells.flatMap(c => c.output_area.outputs.filter(o => o.output_type === 'error').map(o => `${o.ename}: ${o.evalue}`)),
    charts: [...document.querySelectorAll('.output svg, .output img')].filter(e => e.getBoundingClientRect().width > 100 && e.getBoundingClientRect().height > 60).length,
    tables: document.querySelectorAll('.output table').length,
    formulas: document.querySelectorAll('.MathJax, .MathJax_SVG, mjx-container').length,
    broken: document.querySelectorAll('.MathJax_Error, .merror').length,
    language: Jupyter.notebook.metadata.language_info?.name,
    mode: cells[0].code_mirror.getMode().name,
    kernel: Jupyter.notebook.kernel?.name,
    name: Jupyter.notebook.notebook_name.replace('.ipynb', ''),
    title: document.title,
};"""


def run_all(browser):
    wait_until("the kernel connects", lambda: browser.execute_script(
        "return !!(window.Jupyter && Jupyter.notebook && Jupyter.notebook._fully_loaded && Jupyter.notebook.kernel && Jupyter.notebook.kernel.is_connected())"))
    browser.execute_script("""
        Jupyter.notebook.clear_all_output();
        Jupyter.notebook.get_cells().forEach(c => { if (c.set_input_prompt) c.set_input_prompt(); });
        Jupyter.notebook.execute_all_cells();""")

    def ended():
        state = browser.execute_script(STATE)
        return state if state["errors"] or state["done"] == state["cells"] else None
    wait_until("all cells run", ended)
    settled = time.monotonic() + 20
    while time.monotonic() < settled and browser.execute_script(STATE)["formulas"] < formulas:
        time.sleep(0.3)  # formulas are set after the text has come
    return browser.execute_script(STATE)


def photograph(browser):
    """The whole page: the notebook scrolls inside it, so the page is made as tall as the notebook."""
    height = browser.execute_script("return document.querySelector('#notebook-container').scrollHeight") + 300
    browser.set_window_size(1100, min(int(height), 16000))
    time.sleep(1)
    browser.save_screenshot(picture)


port = free_port()
server = serve(port)
browser = None
try:
    address = f"http://127.0.0.1:{port}"
    wait_until("the server answers", lambda: answers(f"{address}/api?token={TOKEN}"), 60)
    browser = browse()
    browser.get(f"{address}/notebooks/{notebook}?token={TOKEN}")
    state = run_all(browser)
    photograph(browser)
    elsewhere = sorted({url for url in requested(browser) if not url.startswith((address, f"ws://127.0.0.1:{port}", "data:", "blob:", "chrome", "about:"))})
    complaints = [e["message"] for e in browser.get_log("browser") if "ReferenceError" in e["message"] or "require is not defined" in e["message"]]
finally:
    if browser:
        browser.quit()
    server.terminate()
    server.wait(timeout=20)

print(json.dumps(state))
assert not state["errors"], state["errors"]
assert state["charts"] >= charts, f"{state['charts']} charts of {charts} are seen"
assert state["formulas"] >= formulas and not state["broken"], state
assert not elsewhere, f"the page asked for {elsewhere}"
assert not complaints, complaints
assert state["title"].startswith(state["name"]), f"a string became markup: the page is now called {state['title']}"
assert state["language"] == "C#" and state["kernel"] == ".net-csharp", state
