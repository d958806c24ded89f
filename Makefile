# Passerelle: the four things one does with the house.

CONFIG ?= debug
SWIFT_FLAGS = -c $(CONFIG) --explicit-target-dependency-import-check error

.PHONY: demo test check bench release format

# Installs what is missing, builds, and sends the samples through a sandbox.
demo:
	@scripts/setup --tests
	swift build $(SWIFT_FLAGS) --product passerelle
	@PASSERELLE="$$(swift build -c $(CONFIG) --show-bin-path)/passerelle" scripts/demo

# Installs what is missing, builds, and passes the tests.
test:
	@scripts/setup --tests
	swift build $(SWIFT_FLAGS) --build-tests
	@# By themselves: the tests that start the program again and again, and hold it to how it ends.
	swift test -c $(CONFIG) --skip-build --filter "GatewayCommandTests"
	swift test -c $(CONFIG) --skip-build --skip "GatewayCommandTests"

# What a change must pass before it is proposed: form, tests, samples, conformance.
check:
	@scripts/setup --tests
	scripts/check-form
	$(MAKE) test
	$(MAKE) conformance

# The sample and conformance checks that run outside of the test runner.
.PHONY: conformance
conformance:
	swift build $(SWIFT_FLAGS)
	@bin="$$(swift build -c $(CONFIG) --show-bin-path)"; PASSERELLE="$$bin/passerelle" DRIVER="$$bin/conformance-driver" conformance/run

# Measures; see Benchmarks/README.md.
bench:
	@scripts/setup --tests
	Benchmarks/run

# An optimised program, in .build/release/passerelle.
release:
	@scripts/setup
	swift build -c release --explicit-target-dependency-import-check error --product passerelle

format:
	swift format -i --configuration .swift-format -r Package.swift Sources Tests conformance Benchmarks/Sources
