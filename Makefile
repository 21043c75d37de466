# The words of every day; each is a script that says at its head what it does.
.PHONY: build test test-room lint golden docs bench package

build:
	swift build --build-tests --traits Spreadsheets
test:
	scripts/test
# make test-room ROOM="Papers Documents"
test-room:
	scripts/test-room $(ROOM)
lint:
	swift format lint --strict --recursive Package.swift Sources Tests Examples
	scripts/check-docs
# Writes the golden files anew; read what changed with git diff before you commit it.
golden:
	UPDATE_GOLDEN=1 scripts/test-room Papers Documents
docs:
	scripts/docs
	scripts/reference
bench:
	scripts/bench --quick
package:
	scripts/package
