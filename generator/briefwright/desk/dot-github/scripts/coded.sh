# Runs a command and keeps its exit code as the step's output `code`, so that a later step can tell whose fault it was.
# A program that breaks off, with a trace of where, also ends with 1: that becomes 70 ("internal software error").
code=0
"$@" 2> "$RUNNER_TEMP/errors" || code=$?
cat "$RUNNER_TEMP/errors" >&2
if [ "$code" != 0 ] && grep -q '^Traceback (most recent call last):' "$RUNNER_TEMP/errors"; then code=70; fi
echo "code=$code" >> "$GITHUB_OUTPUT"
