"""One question asked in a real browser: the short answer, its source with the words highlighted, on a desk and on a phone."""

import os
import shutil
import socket
import subprocess
import sys
import urllib.request

import pytest

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.skipif(not (shutil.which("chromium") and shutil.which("chromedriver")), reason="no chromium and chromedriver here: see tests/browser.sh"),
]
SIZES = [(1280, 800), (390, 844)]
QUESTION = 'An officer knelt on my neck, I paid $500 and $600 <b>"bail"</b>. Can I sue the city for never training him?'
FLAGS = ("--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync")


@pytest.fixture(scope="module")
def served(data, root):
    """The address of the app, served over the test index by a process of this test."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.headless", "true", "--server.address", "127.0.0.1", "--server.port", str(port)]
    process = subprocess.Popen(command, cwd=root, env=os.environ | {"PINCITE_DATA": str(data)}, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(timeout=20)


@pytest.fixture(params=SIZES, ids=["desk", "phone"])
def browser(request, served, tmp_path):
    from selenium import webdriver
    from selenium.webdriver.support.ui import WebDriverWait

    width, height = request.param
    options = webdriver.ChromeOptions()
    for flag in (*FLAGS, f"--user-data-dir={tmp_path / 'profile'}"):
        options.add_argument(flag)
    options.binary_location = shutil.which("chromium")
    driver = webdriver.Chrome(options=options, service=webdriver.ChromeService(shutil.which("chromedriver")))
    try:
        screen = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 500}
        driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", screen)
        WebDriverWait(driver, 60, ignored_exceptions=[Exception]).until(lambda d: answers(served))
        yield driver
    finally:
        driver.quit()


def answers(address):
    with urllib.request.urlopen(f"{address}/_stcore/health", timeout=5) as reply:
        return reply.status == 200


def wait(driver, css):
    """The first element that fits, once it is on the page."""
    from selenium.webdriver.common.by import By
    from selenium.webdriver.support.ui import WebDriverWait

    return WebDriverWait(driver, 90).until(lambda d: next((e for e in d.find_elements(By.CSS_SELECTOR, css) if e.is_displayed()), None))


def overflow(driver):
    """Pixels that the page is wider than the screen."""
    page, main = "document.documentElement.scrollWidth - innerWidth", "main.scrollWidth - main.clientWidth"
    return driver.execute_script(f"const main = document.querySelector('.stMain'); return Math.max({page}, {main})")


def test_a_question_is_answered_with_its_source(browser, served):
    from selenium.webdriver.common.keys import Keys

    browser.get(served)
    box = wait(browser, "[data-testid=stChatInput] textarea")
    assert overflow(browser) <= 0
    box.send_keys(QUESTION, Keys.ENTER)

    short = wait(browser, ".pc-the-short-answer li")
    height = browser.execute_script("return innerHeight")
    assert short.location["y"] < height, "the short answer is not on the first screen"
    assert wait(browser, ".pc-asked").text == QUESTION
    assert overflow(browser) <= 0

    source = wait(browser, ".pc-source:has(mark)")
    quoted = source.find_element("css selector", "mark").get_attribute("textContent")  # .text is empty in a folded passage
    assert len(quoted) > 20
    assert any("U.S." in e.text for e in browser.find_elements("css selector", ".pc-source"))
    assert QUESTION[:20] not in browser.current_url
    browser.get(source.find_element("css selector", "a[target]").get_attribute("href"))
    assert wait(browser, ".pc-passage mark, .pc-target").is_displayed()
    assert overflow(browser) <= 0


@pytest.mark.parametrize("page", ["library", "save", "help", "library?source=city-of-canton-v-harris", "library?source=nothing"])
def test_every_page_fits_the_screen(browser, served, page):
    browser.get(f"{served}/{page}")
    wait(browser, ".stHtml")
    assert overflow(browser) <= 0
    assert not browser.find_elements("css selector", "[data-testid=stException]")
