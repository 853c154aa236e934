#!/bin/sh
# The browser smoke test needs Debian's chromium and its driver: installed when missing and possible.
# Where they cannot be had, the test is skipped and pytest counts and names the skip.
command -v chromedriver >/dev/null 2>&1 && command -v chromium >/dev/null 2>&1 && exit 0
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    echo "installing chromium and chromium-driver for the browser test"
    { apt-get update -qq && apt-get install -y -qq chromium chromium-driver >/dev/null; } || echo "they could not be installed; the browser test will be skipped"
else
    echo "chromium and chromium-driver are missing; the browser test will be skipped"
fi
exit 0
