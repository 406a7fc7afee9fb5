# The browser's part of the Makefile, run from the root:
#   make wasm       the npm package (bindings-wasm/npm)
#   make page       the deadline page (bindings-wasm/page/dist)
#   make test-wasm  both, tested in Node, in a real Chromium and in a real Firefox
# What a fresh machine lacks (the wasm target, npm packages, the browser) is installed on the way.

.PHONY: wasm page test-wasm browser

WASM_MODULE := $(or $(CARGO_TARGET_DIR),target)/wasm32-unknown-unknown/wasm/aftersales_wasm.wasm
GLUE := cargo run --quiet -p aftersales-wasm-glue --
NODE_MODULES := bindings-wasm/node_modules/.package-lock.json

$(NODE_MODULES): bindings-wasm/package-lock.json
	cd bindings-wasm && npm ci --no-audit --no-fund
	touch $@

# No path of the machine that builds it goes out in the module: sources of others are named from their crate on.
.PHONY: wasm-sources
wasm-sources:
	@cargo fetch --quiet --locked
wasm: wasm-sources
wasm: export CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS = $(foreach source,$(shell ls -d $(or $(CARGO_HOME),$(HOME)/.cargo)/registry/src/*/),--remap-path-prefix=$(source)=)

wasm:
	@rustup target list --installed | grep -qx wasm32-unknown-unknown || rustup target add wasm32-unknown-unknown
	cargo build --quiet -p aftersales-wasm --target wasm32-unknown-unknown --profile wasm
	$(GLUE) module $(WASM_MODULE) bindings-wasm/npm aftersales
	cargo build --quiet -p aftersales-wasm --target wasm32-unknown-unknown --profile wasm --no-default-features --features files
	$(GLUE) module $(WASM_MODULE) bindings-wasm/npm aftersales_files
	$(GLUE) procedures bindings-wasm/npm/procedures
	cp LICENSE-APACHE LICENSE-MIT bindings-wasm/npm

page: wasm $(NODE_MODULES)
	cd bindings-wasm && npm run --silent types && npm run --silent element && npm run --silent page

browser:
	@command -v chromium >/dev/null || (apt-get update -q && apt-get install -qy --no-install-recommends chromium fonts-noto-cjk)
	@command -v firefox-esr >/dev/null || command -v firefox >/dev/null || (apt-get update -q && apt-get install -qy --no-install-recommends firefox-esr) || echo "no Firefox could be had: its tests are skipped"

test-wasm: page browser oracle-cases
	cd bindings-wasm && npm test --silent
