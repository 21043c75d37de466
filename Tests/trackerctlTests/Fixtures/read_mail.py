"""Prints what Python's own reader finds in a message: a line each for its headers, faults, and lines of its two parts."""
import email, email.policy, html, re, sys

message = email.message_from_binary_file(open(sys.argv[1], "rb"), policy=email.policy.default)
print("from", message["from"].addresses[0].display_name, "<%s>" % message["from"].addresses[0].addr_spec)
print("to", message["to"].addresses[0].display_name, "<%s>" % message["to"].addresses[0].addr_spec)
print("auto", message["auto-submitted"])
print("unsent", message["x-unsent"])
print("defects", sum(len(part.defects) for part in message.walk()) + sum(len(h.defects) for _, h in message.items()))
for line in message.get_body(("plain",)).get_content().splitlines():
    print("text", line)
for line in message.get_body(("html",)).get_content().splitlines():
    print("html", html.unescape(re.sub("<[^>]*>", "", line)))
