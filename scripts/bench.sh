#!/usr/bin/env bash
# Measures the optimised product on a database of its own and prints a table beside the budgets.
# Nothing here fails for being slow: the figures are for people, on a machine that is otherwise quiet.
set -euo pipefail
cd "$(dirname "$0")/.."

rapport=$PWD/target/release/rapport
password='nine lamps by the canal'
folder=$(mktemp -d)
port=${BENCH_PORT:-3977}
base=http://127.0.0.1:$port
server=
trap '[ -z "$server" ] || kill "$server" 2>/dev/null; rm -rf "$folder"' EXIT

command -v curl >/dev/null || { echo "curl is missing: install it to measure pages." >&2; exit 1; }

row() { printf '  %-52s %14s   %s\n' "$1" "$2" "$3"; }

# Customers as a file: a Chinese or an English name, a phone, an address, an industry.
accounts() {
    awk -v n="$1" -v from="${2:-0}" 'BEGIN {
        split("宁波,苏州,杭州,上海,无锡,南京,合肥,常州", city, ","); split("海川,立讯,宏图,新元,东瑞,晶合", word, ",")
        split("Manufacturing,Technology,Education,Retail,Consulting", industry, ",")
        print "客户名称,电话,邮箱,行业,地区,来源,创建时间"
        for (i = from; i < from + n; i++) {
            name = i % 3 ? city[i % 8 + 1] word[i % 6 + 1] i "有限公司" : "Bright " word[i % 6 + 1] " " i " Ltd"
            printf "%s,13%09d,person%d@example%d.com,%s,%s,Trade Show,2026-%02d-%02d 09:30:00\n", name, i, i, i % 900, industry[i % 5 + 1], city[i % 8 + 1], i % 12 + 1, i % 28 + 1
        }
    }'
}

seconds_of() { sed -n 's/.*"seconds":\([0-9.]*\).*/\1/p'; }

# Times to the first byte in milliseconds, the shortest first, of 60 requests after 5 to warm up.
times() {
    for _ in $(seq 65); do
        curl -s -o /dev/null -b "$folder/jar" -H "Origin: $base" -w '%{time_connect} %{time_starttransfer} %{http_code}\n' "$@"
    done | tail -n 60 | awk '{ if ($3 != 200) bad++; print ($2 - $1) * 1000 } END { if (bad) print "bad", bad > "/dev/stderr" }' | sort -n
}

# The time within which so many hundredths of them are answered.
within() {
    local share=$1
    shift
    times "$@" | awk -v share="$share" '{ t[NR] = $1 } END { printf "%.1f", t[int(NR * share / 100 + 0.5)] }'
}

p95() { echo "$(within 95 "$@") ms"; }

post() { p95 -X POST -H 'Content-Type: application/json' -H 'Accept: application/json' -d "$2" "$base/api/$1"; }

export RAPPORT_PAGE_RATE=0 RAPPORT_DATA=$folder/data RAPPORT_LISTEN=127.0.0.1:$port

echo "Rapport on SQLite, $(nproc) cores"
accounts 5000 >"$folder/5k.csv"
accounts 95000 5000 >"$folder/95k.csv"
accounts 100000 >"$folder/100k.csv"
row "import of 5,000 accounts" "$("$rapport" import account "$folder/5k.csv" | seconds_of) s" "≤ 1 s"
row "import of 95,000 more" "$("$rapport" import account "$folder/95k.csv" | seconds_of) s" ""
row "import of 100,000 accounts, empty database" "$(RAPPORT_DATA=$folder/other "$rapport" import account "$folder/100k.csv" | seconds_of) s" "≤ 12 s"
printf '%s\n' "$password" | "$rapport" user add --email bench@example.com --name Bench --role administrator --password-stdin >/dev/null

started=$(date +%s%N)
"$rapport" serve >"$folder/log" 2>&1 &
server=$!
until curl -sf "$base/readyz" >/dev/null; do sleep 0.01; done
row "start with 100,000 accounts to the first answer" "$((($(date +%s%N) - started) / 1000000)) ms" "≤ 300 ms"
# The search index follows the log: wait until it has caught up.
for _ in $(seq 120); do
    a=$(ps -o cputimes= -p "$server"); sleep 1; b=$(ps -o cputimes= -p "$server")
    [ "$a" != "$b" ] || break
done
curl -s -o /dev/null -c "$folder/jar" -H "Origin: $base" -d 'email=bench@example.com' --data-urlencode "password=$password" "$base/api/sign_in"

list='{"query":{"object":"account","filters":[],"sort":{"field":"name","descending":false},"after":null,"rows":50,"words":""}}'
filtered='{"query":{"object":"account","filters":[{"field":"industry","operator":"any_of","value":"education"}],"sort":{"field":"created_at","descending":true},"after":null,"rows":50,"words":""}}'
id=$(curl -s -b "$folder/jar" -H "Origin: $base" -H 'Content-Type: application/json' -d "$list" "$base/api/list" | sed -n 's/.*"object":"account","id":"\([0-9a-f-]*\)".*/\1/p' | head -n 1)
row "list of 100,000 by name, as data (p95)" "$(post list "$list")" "≤ 20 ms"
row "list filtered by industry, newest first, as data (p95)" "$(post list "$filtered")" "≤ 20 ms"
row "list page, drawn by the server (p95)" "$(p95 "$base/accounts?sort=name")" "≤ 20 ms"
# What the page takes beyond its data, less what a page without rows takes beyond its own: its frame, and who asks.
none=${list/\"words\":\"\"/\"words\":\"zzqqxx\"}
beyond() {
    local page data
    page=$(within 50 "$base/accounts?sort=name$1")
    data=$(within 50 -X POST -H 'Content-Type: application/json' -H 'Accept: application/json' -d "$2" "$base/api/list")
    awk "BEGIN { print $page - $data }"
}
row "drawing its 50 rows (p50)" "$(awk "BEGIN { printf \"%.1f\", $(beyond '' "$list") - $(beyond '&q=zzqqxx' "$none") }") ms" "≤ 5 ms"
row "record page, drawn by the server (p95)" "$(p95 "$base/accounts/$id")" "≤ 20 ms"
row "search 海川 (p95)" "$(post search '{"words":"海川"}')" "≤ 20 ms"
row "search nbhc (p95)" "$(post search '{"words":"nbhc"}')" "≤ 20 ms"
row "search 000 4 (part of a phone) (p95)" "$(post search '{"words":"0004"}')" "≤ 20 ms"

kill "$server"; wait "$server" 2>/dev/null || true
"$rapport" serve >"$folder/log" 2>&1 &
server=$!
until curl -sf "$base/readyz" >/dev/null; do sleep 0.01; done
sleep 3
held() { awk -v name="$1:" '$1 == name { printf "%.1f MB", $2 / 1024 }' "/proc/$server/status"; }
row "memory of the idle server, its own" "$(held RssAnon)" "≤ 60 MB"
row "  with the pages of files that are mapped" "$(held VmRSS)" ""

# Weighed by a browser, since only it knows which parts of the site a page asks for.
if [ -d end2end/node_modules ]; then
    (cd end2end && PATH=$(../scripts/node.sh):$PATH node first-page.mjs "$base" bench@example.com "$password") >"$folder/all-weights"
    grep -v '^later ' "$folder/all-weights" >"$folder/weights" || true
    while read -r size name; do row "  ${name##*/}" "$(((size + 512) / 1024)) KB" ""; done <"$folder/weights"
    row "first page, compressed, all in all" "$(awk '{ sum += $1 } END { printf "%.0f", sum / 1024 }' "$folder/weights") KB" "≤ 450 KB (goal 350)"
    row "fetched once the page has come to rest" "$(awk '/^later / { sum += $2 } END { printf "%.0f", sum / 1024 }' "$folder/all-weights") KB" ""
else
    row "first page" "not weighed" "'make test' installs the browser's packages"
fi
row "the binary" "$(du -m "$rapport" | cut -f1) MB" ""
