# Requests of HTTP by curl. Addresses, headers and bodies may hold secrets: they go by standard input, never by a command line or a file. Needs: nothing.

# A text as curl's configuration takes it between quotes, in $R.
curl_text() {
  case $1 in
    *[\"\\]* | *[!\ -~]*) ;;
    *) R=$1; return ;;
  esac
  R=$(printf '%s.' "$1" | awk '{ gsub(/\\/, "&&"); gsub(/"/, "\\\\&"); gsub(/\r/, "\\r"); gsub(/\t/, "\\t"); printf "%s%s", (NR > 1 ? "\\n" : ""), $0 }')
  R=${R%.}
}

# A setting as a line of curl's configuration, in $setting.
http_setting() {
  curl_text "$2"
  setting="$1 = \"$R\"$NL"
}

# Scheme, host and port of an address, in $origin.
origin_of() {
  origin=${1#*://}
  origin=${1%%://*}://${origin%%[/?#]*}
}

# One request, no redirect followed: $1 method, $2 URL, $3 the file for the body, $4 the one for the headers; $http_settings. Bytes of the body
# beyond $5 end it. Sets $http_code (curl's), $http_status, $http_next (where a redirect leads), $http_said.
http_once() {
  curl_text "$2"
  http_url=$R
  curl_text "$3"
  http_out=$R
  curl_text "$4"
  http_head=$R
  case $1 in HEAD) http_method=head ;; *) http_method="request = \"$1\"" ;; esac
  : >"$4"
  http_said=$(
    [ -z "$5" ] || ulimit -f "$(($5 / 512 + 2))"
    trap '' XFSZ 2>/dev/null
    printf '%surl = "%s"\noutput = "%s"\ndump-header = "%s"\n%s\n' "$http_settings" "$http_url" "$http_out" "$http_head" "$http_method" |
      curl -q --silent --show-error --globoff --proto =http,https --user-agent gorun --write-out '\n%{http_code} %{redirect_url}' --config - 2>&1
  )
  http_code=$?
  http_next=${http_said##*"$NL"}
  http_status=${http_next%% *}
  http_next=${http_next#* }
  http_said=${http_said%"$NL"*}
  http_said=${http_said##*"$NL"}
  http_said=${http_said#'curl: ('*') '}
}

# The same with redirects: $http_follow is all, safe (of GET and HEAD) or none. Settings: $http_plain; $http_private, which only the first
# server gets; $http_body. Sets $http_at, the address that answered, and $http_hops.
http_request() {
  has curl || Fail 'the host has no curl' 'Install it.'
  http_at=$2
  http_hops=0
  h_method=$1
  origin_of "$2"
  h_first=$origin
  while :; do
    origin_of "$http_at"
    http_settings=$http_plain$http_body
    [ "$origin" != "$h_first" ] || http_settings=$http_settings$http_private
    http_once "$h_method" "$http_at" "$3" "$4" "$5"
    case $http_status in 301 | 302 | 303 | 307 | 308) ;; *) return 0 ;; esac
    case $http_follow-$h_method in
      all-* | safe-GET | safe-HEAD) ;;
      *) return 0 ;;
    esac
    [ -n "$http_next" ] || return 0
    case $http_at-$http_next in
      https:*-http:*) Fail "$http_at leads from HTTPS to HTTP" 'Give the last address itself, if that is right.' ;;
    esac
    http_hops=$((http_hops + 1))
    [ "$http_hops" -le 10 ] || Fail "$2 leads on and on (10 redirects)"
    # As browsers do: what came of a POST is asked for by GET.
    case $http_status-$h_method in
      303-HEAD) ;;
      303-* | 301-POST | 302-POST) h_method=GET http_body= ;;
    esac
    http_at=$http_next
  done
}

# p_headers of name, value, secret: into $http_plain and $http_private.
http_headers() {
  h_at=0
  while [ "$((h_at += 1))" -le "${p_headers_n-0}" ]; do
    item headers "$h_at" name
    h_name=$it
    item headers "$h_at" value
    # curl leaves out a header without a value, unless a semicolon stands there.
    if [ -n "$it" ]; then http_setting header "$h_name: $it"; else http_setting header "$h_name;"; fi
    item headers "$h_at" secret
    if [ "$it" = true ]; then http_private=$http_private$setting; else http_plain=$http_plain$setting; fi
  done
}

# A time as HTTP tells it (Tue, 15 Nov 1994 12:45:26 GMT), in $epoch; empty where it is none.
http_date() {
  epoch=
  set -f
  set -- ${1#*,}
  set +f
  [ $# -ge 4 ] || return 0
  case $2 in
    Jan) h_month=13 ;; Feb) h_month=14 ;; Mar) h_month=3 ;; Apr) h_month=4 ;; May) h_month=5 ;; Jun) h_month=6 ;;
    Jul) h_month=7 ;; Aug) h_month=8 ;; Sep) h_month=9 ;; Oct) h_month=10 ;; Nov) h_month=11 ;; Dec) h_month=12 ;;
    *) return 0 ;;
  esac
  case $1$3$4 in *[!0-9:]*) return 0 ;; esac
  h_year=$3
  [ "$h_month" -le 12 ] || h_year=$((h_year - 1))
  h_hour=${4%%:*} h_rest=${4#*:}
  h_minute=${h_rest%%:*} h_second=${h_rest#*:}
  h_days=$((365 * h_year + h_year / 4 - h_year / 100 + h_year / 400 + (153 * (h_month - 3) + 2) / 5 + ${1#0} - 719469))
  epoch=$((h_days * 86400 + ${h_hour#0} * 3600 + ${h_minute#0} * 60 + ${h_second#0}))
}
