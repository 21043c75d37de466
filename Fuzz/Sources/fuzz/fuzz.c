// What libFuzzer calls (https://llvm.org/docs/LibFuzzer.html): hands each input on to Swift.
#include <stddef.h>
#include <stdint.h>

int tracker_fuzz(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) { return tracker_fuzz(data, size); }
