#!/bin/sh
# Stands in for nvcc: "compiles" a file whose lines are kernels' symbols. A line "error TEXT" makes
# it fail with TEXT, "warn TEXT" prints TEXT, "sleep N" takes N seconds, "crash" ends by a signal,
# "refuse SYMBOL TEXT" makes it fail where that kernel is wanted, "crowd TEXT" where several are,
# "as SYMBOL NAME" is a kernel that gets another name. With -DLARDER_SOME only the symbols of -DLARDER_WANT_... are compiled. Lines
# behind "whole" are for -DLARDER_WHOLE, those before for the rest; what is compiled of them
# differs. Command lines go to the file that FAKE_LOG names.
dry_run() {
  for word; do
    case "$word" in -arch=sm_*) arch=${word#-arch=sm_} ;; esac
  done
  echo "#\$ _HERE_=$(dirname "$0")"
  echo "#\$ c++ -D__CUDA_ARCH__=${arch}0 -E -x c++ \"/dev/null\" -o \"x.ii\""
  echo "#\$ cicc \"x.ii\" -o \"x.ptx\""
  echo "#\$ ptxas -arch=sm_$arch \"x.ptx\" -o \"x.cubin\""
  exit 0
}
case "$1" in
  --version) echo "Cuda compilation tools, release 13.0, V13.0.88"; exit 0 ;;
  --list-gpu-arch) printf 'compute_75\ncompute_80\ncompute_90\n'; exit 0 ;;
esac
case " $* " in *" --dryrun "*) dry_run "$@" ;; esac
[ -z "$FAKE_LOG" ] || echo "nvcc $*" >> "$FAKE_LOG"
for word; do
  case "$previous" in
    -o) output=$word ;;
    cu) input=$word ;;
  esac
  case "$word" in
    -arch=*) arch=${word#-arch=compute_} ;;
    -DLARDER_SOME) some=1 ;;
    -DLARDER_WHOLE) whole=1 ;;
    -DLARDER_WANT_*) wanted="$wanted ${word#-DLARDER_WANT_} " ;;
  esac
  previous=$word
done
printf '//\n.version 9.0\n.target sm_%s\n' "$arch" > "$output"
is_wanted() {
  case "$wanted" in *" $1 "*) return 0 ;; esac
  [ -z "$some" ]
}
section=
while read -r word text; do
  [ "$word" != whole ] || { section=1; continue; }
  [ "$section" = "$whole" ] || continue
  case "$word" in
    error) echo "$text"; failed=1 ;;
    warn) echo "$text" ;;
    sleep) sleep "$text" ;;
    crash) kill -KILL $$ ;;
    crowd) case "$some $wanted" in "1  "*"  "* | " "*) echo "$text"; failed=1 ;; esac ;;
    refuse) ! is_wanted "${text%% *}" || { echo "${text#* }"; failed=1; } ;;
    *)
      name=$word
      [ "$word" != as ] || { word=${text% *} name=${text#* }; }
      if is_wanted "$word"; then
        printf '.visible .entry %s()\n{\n %s;\n}\n' "$name" "${whole:+exit; }ret" >> "$output"
      fi
      ;;
  esac
done < "$input"
exit "${failed:-0}"
