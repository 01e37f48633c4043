# The short front door; Meson does the work. 'make run' is the place to start.
BUILD  ?= build
PREFIX ?= /usr/local
export BUILD

all: $(BUILD)/build.ninja
	ninja -C $(BUILD)

run: packages
	@$(MAKE) --no-print-directory all
	$(BUILD)/dateline read examples/strait.txt

test: packages
	@$(MAKE) --no-print-directory all
	meson test -C $(BUILD) --no-rebuild --print-errorlogs

bench: all
	$(BUILD)/bench/dateline-bench

eval: all
	$(BUILD)/eval/dateline-eval
	train/relations.sh $(BUILD) --judge

train: all
	train/run.sh $(BUILD)

# The whole reader against bad input for a while (clang's libFuzzer): make fuzz SECONDS=600
SECONDS ?= 60
fuzz:
	fuzz/run.sh $(SECONDS)

# To PREFIX under DESTDIR (both may be given): program, manual, library, header, model and data.
install: $(BUILD)/build.ninja
	meson configure $(BUILD) -Dprefix=$(PREFIX)
	ninja -C $(BUILD)
	DESTDIR=$(DESTDIR) meson install -C $(BUILD) --no-rebuild

clean:
	rm -rf $(BUILD) build-ci build-ci-asan build-fuzz

$(BUILD)/build.ninja:
	@command -v meson >/dev/null || { tools/packages.sh --check; exit 1; }
	meson setup $(BUILD)

packages:
	@tools/packages.sh

.PHONY: all run test bench eval train fuzz install clean packages
