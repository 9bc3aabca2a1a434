#!/bin/sh
# Stands in for ptxas: reports the entries of what fake_nvcc.sh wrote. Assembles nothing for sm_90
# where FAKE_PTXAS_REFUSES is set. Logs as fake_nvcc.sh does.
for word; do
  case "$word" in
    -arch=*) arch=${word#-arch=} ;;
    *.ptx) input=$word ;;
  esac
  output=$word
done
[ "$1" != --version ] || { echo "Cuda compilation tools, release 13.0, V13.0.88"; exit 0; }
[ -z "$FAKE_LOG" ] || echo "ptxas $arch" >> "$FAKE_LOG"
if [ -n "$FAKE_PTXAS_REFUSES" ] && [ "$arch" = sm_90 ]; then
  echo "ptxas fatal   : Ptx assembly aborted due to errors"
  exit 255
fi
sed -n "s/^\.visible \.entry \([^(]*\)(.*/ptxas info    : Compiling entry function '\1' for '$arch'\nptxas info    : Used 10 registers, 64 bytes smem/p" "$input"
echo "cubin of $arch" > "$output"
cat "$input" >> "$output"
