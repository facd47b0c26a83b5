# Runs a command and keeps its exit code as the step's output `code`, so that a later step can tell whose fault it was.
# A program that fails itself ends with 70 ("internal software error"), and where the machine fails it, as on a full
# disk, with 74 ("input/output error"). Where it could not even begin, as after half an installation, Python ends with 1
# and a trace of where: that becomes 70, too; and 74 where there is no room for a trace.
code=0
"$@" 2> "$RUNNER_TEMP/errors" || code=$?
cat "$RUNNER_TEMP/errors" >&2
if [ "$code" != 0 ]; then
  if grep -q '^Traceback (most recent call last):' "$RUNNER_TEMP/errors"; then code=70; fi
  echo >> "$RUNNER_TEMP/errors" || code=74
fi
echo "code=$code" >> "$GITHUB_OUTPUT"
