# One request over HTTP(S), its redirects followed by rules of our own, its answer kept up to a limit.

# A delegate that takes any certificate. A script block would be called on a thread that has no PowerShell.
function New-TrustAnything {
  $parameters = [Linq.Expressions.ParameterExpression[]]@(
    [Linq.Expressions.Expression]::Parameter([object]), [Linq.Expressions.Expression]::Parameter([Security.Cryptography.X509Certificates.X509Certificate]),
    [Linq.Expressions.Expression]::Parameter([Security.Cryptography.X509Certificates.X509Chain]), [Linq.Expressions.Expression]::Parameter([Net.Security.SslPolicyErrors]))
  [Linq.Expressions.Expression]::Lambda([Net.Security.RemoteCertificateValidationCallback], [Linq.Expressions.Expression]::Constant($true), $parameters).Compile()
}

# Some headers are properties of the request; Windows PowerShell refuses them otherwise.
function Set-HttpHeader($request, [string]$name, [string]$value) {
  try {
    switch ($name.ToLowerInvariant()) {
      'accept' { $request.Accept = $value }
      'content-type' { $request.ContentType = $value }
      'user-agent' { $request.UserAgent = $value }
      'host' { $request.Host = $value }
      'referer' { $request.Referer = $value }
      'if-modified-since' { $request.IfModifiedSince = [DateTime]::Parse($value, [Globalization.CultureInfo]::InvariantCulture) }
      'date' { $request.Date = [DateTime]::Parse($value, [Globalization.CultureInfo]::InvariantCulture) }
      'content-length' { }
      default { $request.Headers[$name] = $value }
    }
  } catch { Fail-Call "the header $name cannot be sent: $(Get-Reason $_)" @{ header = $name } }
}

function New-HttpRequest([Uri]$at, $a, [string]$method, [string[]]$leaveOut, [int]$milliseconds) {
  # Windows PowerShell 5.1 on older systems offers TLS 1.0 only. 3072: TLS 1.2.
  if ($PSVersionTable.PSEdition -ne 'Core') {
    [Net.ServicePointManager]::SecurityProtocol = [Net.ServicePointManager]::SecurityProtocol -bor [Net.SecurityProtocolType]3072
  }
  $request = [Net.HttpWebRequest]::Create($at)
  $request.Method = $method
  $request.AllowAutoRedirect = $false
  $request.UserAgent = 'gorun'
  $request.Timeout = $milliseconds
  $request.ReadWriteTimeout = $milliseconds
  $request.AutomaticDecompression = [Net.DecompressionMethods]'GZip, Deflate'
  # 100-continue costs a second with servers that do not know it.
  $request.ServicePoint.Expect100Continue = $false
  if (-not $a.use_proxy) { $request.Proxy = $null }
  elseif ($null -ne $request.Proxy) { $request.Proxy.Credentials = [Net.CredentialCache]::DefaultNetworkCredentials }
  if (-not $a.validate_certs) { $request.ServerCertificateValidationCallback = New-TrustAnything }
  foreach ($name in $a.headers.Keys) { if ($leaveOut -notcontains $name) { Set-HttpHeader $request $name $a.headers[[object]$name] } }
  $request
}

function Send-HttpRequest($request, $body, [Uri]$at) {
  try {
    if ($null -ne $body) {
      $bytes = [Text.UTF8Encoding]::new($false).GetBytes([string]$body)
      $request.ContentLength = $bytes.Length
      $stream = $request.GetRequestStream()
      try { $stream.Write($bytes, 0, $bytes.Length) } finally { $stream.Dispose() }
    }
    , $request.GetResponse()
  } catch {
    $failure = $_.Exception
    while ($null -ne $failure -and $failure -isnot [Net.WebException]) { $failure = $failure.InnerException }
    # An answer of 4xx or 5xx comes as an exception.
    if ($null -ne $failure -and $failure.Response -is [Net.HttpWebResponse]) { return , $failure.Response }
    $why = $(if ($null -ne $failure) { $failure.GetBaseException().Message } else { Get-Reason $_ })
    Fail-Call "$($at.Scheme)://$($at.Authority) cannot be reached: $($why.Trim())" @{ url = $at.GetLeftPart([UriPartial]::Path) } 'Check the address, name resolution, proxy, firewall and certificate as the host sees them.'
  }
}

function Read-HttpText($response, [int]$limit, $clock, [double]$seconds) {
  $stream = $response.GetResponseStream()
  $kept = [IO.MemoryStream]::new()
  $buffer = [byte[]]::new(65536)
  $more = $false
  try {
    while ($true) {
      $reading = $stream.ReadAsync($buffer, 0, $buffer.Length)
      $left = [int][Math]::Max(1, 1000 * ($seconds - $clock.Elapsed.TotalSeconds))
      if (-not $reading.Wait($left)) { Fail-Call "the answer did not end within $seconds s" @{ bytes = $kept.Length } 'Raise timeout.' }
      if ($reading.Result -eq 0) { break }
      $room = $limit - $kept.Length
      if ($reading.Result -gt $room) { $more = $true }
      $kept.Write($buffer, 0, [Math]::Min($reading.Result, $room))
      if ($more) { break }
    }
  } finally { $stream.Dispose() }
  $encoding = [Text.Encoding]::UTF8
  if ([string]$response.ContentType -match '(?i)charset="?([\w-]+)') { try { $encoding = [Text.Encoding]::GetEncoding($Matches[1]) } catch { } }
  @{ text = $encoding.GetString($kept.GetBuffer(), 0, [int]$kept.Length).TrimStart([char]0xfeff); bytes = [int]$kept.Length; truncated = $more }
}

# Where a redirect leads, or null: @{at; method; body}.
function Get-Redirect($response, [Uri]$at, [string]$method, $body, [string]$follow) {
  $status = [int]$response.StatusCode
  if ($status -notin 301, 302, 303, 307, 308 -or $follow -ceq 'none') { return $null }
  if ($follow -ceq 'safe' -and $method -cne 'GET' -and $method -cne 'HEAD') { return $null }
  $location = $response.Headers['Location']
  if (-not $location) { return $null }
  $to = [Uri]::new($at, $location)
  if ($to.Scheme -notin 'http', 'https' -or ($at.Scheme -ceq 'https' -and $to.Scheme -cne 'https')) { return $null }
  if ($status -le 303 -and $method -cne 'HEAD') { return @{ at = $to; method = 'GET'; body = $null } }
  @{ at = $to; method = $method; body = $body }
}

# $a: url, method, headers, private_headers (not sent to another server), body, timeout, follow_redirects, validate_certs, use_proxy.
function Invoke-HttpRequest($a) {
  $clock = [Diagnostics.Stopwatch]::StartNew()
  $first = [Uri]$a.url
  $next = @{ at = $first; method = $a.method; body = $a.body }
  $away = $false
  for ($hops = 0; ; $hops++) {
    if ($hops -gt 10) { Fail-Call "$($first.Authority) redirects more than 10 times" @{ url = $next.at.AbsoluteUri } }
    $left = 1000 * $a.timeout - $clock.ElapsedMilliseconds
    if ($left -le 0) { Fail-Call "$($next.at.Authority) did not answer within $($a.timeout) s" @{} 'Raise timeout.' }
    # Once another server was asked, what it leads to is its own choice, too.
    if ($next.at.Authority -ne $first.Authority -or $next.at.Scheme -ne $first.Scheme) { $away = $true }
    $leaveOut = @(if ($away) { $a.private_headers; 'Host' }; if ($null -eq $next.body) { 'Content-Type' })
    $response = Send-HttpRequest (New-HttpRequest $next.at $a $next.method $leaveOut ([int]$left)) $next.body $next.at
    try {
      $redirect = Get-Redirect $response $next.at $next.method $next.body $a.follow_redirects
      if ($null -eq $redirect) {
        $read = Read-HttpText $response 1048576 $clock $a.timeout
        $headers = [ordered]@{}
        foreach ($name in $response.Headers.AllKeys) { $headers[$name.ToLowerInvariant()] = [string]$response.Headers[$name] }
        return [ordered]@{
          status = [int]$response.StatusCode; url = $next.at.AbsoluteUri; redirected = ($hops -gt 0); headers = $headers
          content = $read.text; content_length = $read.bytes; truncated = $read.truncated; elapsed = [Math]::Round($clock.Elapsed.TotalSeconds, 2)
        }
      }
      $next = $redirect
    } finally { $response.Dispose() }
  }
}
