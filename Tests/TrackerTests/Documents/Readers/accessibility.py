"""Checks pages in headless Chromium with axe-core against WCAG 2.2 A and AA; prints each violation, one a line.

Usage: accessibility.py AXE_JS CHROMIUM light|dark PAGE..."""

import html
import json
import os
import re
import subprocess
import sys
import tempfile

axe, chromium, scheme, *pages = sys.argv[1:]
RUN = """
axe.run(document, {runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]})
   .then(result => {
     const answer = document.createElement("pre");
     answer.id = "axe-answer";
     answer.textContent = JSON.stringify({
       checked: result.passes.length,
       violations: result.violations.map(v => `${v.id}: ${v.help}: ${v.nodes[0].html.slice(0, 120)}`)});
     document.body.append(answer);
   });
"""
for page in pages:
    source = open(page, encoding="utf-8").read()
    # The pages' own policy forbids every script, this one too.
    source, count = re.subn(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", source)
    assert count == 1, f"{page} has {count} policies"
    # What lies beside the page, such as its style sheet, is found from where the page is probed.
    source = source.replace("<head>", f'<head><base href="file://{os.path.abspath(os.path.dirname(page))}/">', 1)
    script = open(axe, encoding="utf-8").read() + RUN
    source = source.replace("</body>", f"<script>{script}</script></body>")
    with tempfile.TemporaryDirectory() as folder:
        probe = os.path.join(folder, "page.html")
        open(probe, "w", encoding="utf-8").write(source)
        dom = subprocess.run(
            [chromium, "--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={folder}/profile",
             f"--blink-settings=preferredColorScheme={0 if scheme == 'dark' else 1}",
             "--virtual-time-budget=30000", "--dump-dom", f"file://{probe}"],
            capture_output=True, text=True, timeout=240).stdout
    found = re.search(r'<pre id="axe-answer">(.*?)</pre>', dom, re.S)
    if not found:
        sys.exit(f"{page}: the checker gave no answer")
    answer = json.loads(html.unescape(found.group(1)))
    assert answer["checked"] > 5, answer
    for violation in answer["violations"]:
        print(f"{os.path.basename(page)} ({scheme}): {violation}")
