#!/bin/sh
# Stands in for nvcc: "compiles" a file whose lines are kernels' symbols. A line "error TEXT" makes
# it fail with TEXT, "warn TEXT" prints TEXT, "sleep N" takes N seconds, "crash" ends by a signal.
# With -DLARDER_SOME only the symbols of -DLARDER_WANT_... are compiled. Its command lines go to the
# file that FAKE_LOG names.
case "$1" in
  --version) echo "Cuda compilation tools, release 13.0, V13.0.88"; exit 0 ;;
  --list-gpu-arch) printf 'compute_75\ncompute_80\ncompute_90\n'; exit 0 ;;
esac
[ -z "$FAKE_LOG" ] || echo "nvcc $*" >> "$FAKE_LOG"
for word; do
  case "$previous" in
    -o) output=$word ;;
    cu) input=$word ;;
  esac
  case "$word" in
    -arch=*) arch=${word#-arch=compute_} ;;
    -DLARDER_SOME) some=1 ;;
    -DLARDER_WANT_*) wanted="$wanted ${word#-DLARDER_WANT_} " ;;
  esac
  previous=$word
done
printf '//\n.version 9.0\n.target sm_%s\n' "$arch" > "$output"
while read -r word text; do
  case "$word" in
    error) echo "$text"; failed=1 ;;
    warn) echo "$text" ;;
    sleep) sleep "$text" ;;
    crash) kill -KILL $$ ;;
    *)
      case "$wanted" in *" $word "*) asked=1 ;; *) asked= ;; esac
      [ -n "$some" ] && [ -z "$asked" ] || printf '.visible .entry %s()\n{\n ret;\n}\n' "$word" >> "$output"
      ;;
  esac
done < "$input"
exit "${failed:-0}"
