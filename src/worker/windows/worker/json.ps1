# The worker's JSON. Inside of strings a quote is always \u0022 and a backslash \u005c, in both directions: so a line can be cut at
# its quotes, and decoding a string is one call of native code, for any character, also U+0000 and lone surrogates.

$script:SpecialCharacter = [regex]'[^ !#-\[\]-~]'
$script:NotPrintable = [regex]'[^ -~]+'
$script:Invariant = [Globalization.CultureInfo]::InvariantCulture

function ConvertFrom-WireNumber([string]$text) {
  $whole = 0
  if ([int]::TryParse($text, [Globalization.NumberStyles]::AllowLeadingSign, $script:Invariant, [ref]$whole)) { return $whole }
  $long = [long]0
  if ([long]::TryParse($text, [Globalization.NumberStyles]::AllowLeadingSign, $script:Invariant, [ref]$long)) { return $long }
  [double]::Parse($text, $script:Invariant)
}

function ConvertFrom-WireWord([string]$word) {
  if ($word -ceq 'null') { return $null }
  if ($word -ceq 'true') { return $true }
  if ($word -ceq 'false') { return $false }
  ConvertFrom-WireNumber $word
}

# Objects become ordered dictionaries with case-sensitive keys, lists arrays. Lenient: commas and colons are not checked.
function ConvertFrom-Wire([string]$text) {
  $parts = $text.Split([char[]]@([char]34))
  if ($parts.Length % 2 -eq 0) { throw 'a line is cut short: a quote is missing' }
  $separators = [char[]]',:]} '
  $stack = [Collections.Generic.Stack[object]]::new()
  $keys = [Collections.Generic.Stack[object]]::new()
  $container = [Collections.Generic.List[object]]::new()
  $key = $null
  for ($index = 0; $index -lt $parts.Length; $index++) {
    $part = $parts[$index]
    if ($index -band 1) {
      if ($part.IndexOf([char]92) -ge 0) { $part = [regex]::Unescape($part) }
      if ($container -is [Collections.Generic.List[object]]) { $container.Add($part) }
      elseif ($null -eq $key) { $key = $part }
      else { $container[[object]$key] = $part; $key = $null }
      continue
    }
    if ($part -ceq ':' -or $part -ceq ',') { continue }
    $at = 0
    while ($at -lt $part.Length) {
      $character = $part[$at]
      $at++
      if ($character -eq [char]44 -or $character -eq [char]58 -or $character -eq [char]32) { continue }
      if ($character -eq [char]123 -or $character -eq [char]91) {
        $stack.Push($container)
        $keys.Push($key)
        $key = $null
        if ($character -eq [char]123) { $container = [Collections.Specialized.OrderedDictionary]::new() }
        else { $container = [Collections.Generic.List[object]]::new() }
        continue
      }
      if ($character -eq [char]125 -or $character -eq [char]93) {
        if ($stack.Count -eq 0) { throw 'a line closes more than it opens' }
        $value = $container
        if ($container -is [Collections.Generic.List[object]]) { $value = $container.ToArray() }
        $container = $stack.Pop()
        $key = $keys.Pop()
      } else {
        $end = $part.IndexOfAny($separators, $at)
        if ($end -lt 0) { $end = $part.Length }
        $value = ConvertFrom-WireWord $part.Substring($at - 1, $end - $at + 1)
        $at = $end
      }
      if ($container -is [Collections.Generic.List[object]]) { $container.Add($value) }
      else { $container[[object]$key] = $value; $key = $null }
    }
  }
  if ($stack.Count -ne 0 -or $container.Count -ne 1) { throw 'a line is not one whole JSON value' }
  , $container[0]
}

# Every UTF-16 unit as \uXXXX, in native code: bytes to hex pairs, pairs to escapes.
function ConvertTo-UnicodeEscapes([string]$text) {
  $bytes = [byte[]]::new(2 * $text.Length)
  [Buffer]::BlockCopy($text.ToCharArray(), 0, $bytes, 0, $bytes.Length)
  [regex]::Replace([BitConverter]::ToString($bytes), '(..)-(..)-?', '\u$2$1')
}

function ConvertTo-WireText([string]$text) {
  if (-not $script:SpecialCharacter.IsMatch($text)) { return $text }
  $plain = $text.Replace('\', '\u005c').Replace('"', '\u0022').Replace("`r", '\r').Replace("`n", '\n').Replace("`t", '\t')
  $match = $script:NotPrintable.Match($plain)
  if (-not $match.Success) { return $plain }
  $builder = [Text.StringBuilder]::new($plain.Length + 64)
  $at = 0
  for ($count = 0; $match.Success; $count++) {
    # Very many small runs: one native pass over the whole text is quicker than a loop here.
    if ($count -eq 300) { return ConvertTo-UnicodeEscapes $text }
    [void]$builder.Append($plain, $at, $match.Index - $at).Append((ConvertTo-UnicodeEscapes $match.Value))
    $at = $match.Index + $match.Length
    $match = $match.NextMatch()
  }
  $builder.Append($plain, $at, $plain.Length - $at).ToString()
}

# Scalars other than strings; null where the value is none of them. Type codes: 3 bool, 4 char, 5..12 whole numbers, 13 to 15 others.
function ConvertTo-WireScalar($value, $type) {
  if ($type.IsEnum) { return '"' + (ConvertTo-WireText $value.ToString()) + '"' }
  $code = [int][Type]::GetTypeCode($type)
  if ($code -eq 3) { if ($value) { return 'true' } else { return 'false' } }
  if ($code -ge 5 -and $code -le 12 -or $code -eq 15) { return $value.ToString($script:Invariant) }
  if ($code -eq 13 -or $code -eq 14) {
    $number = [double]$value
    if ([double]::IsNaN($number) -or [double]::IsInfinity($number)) { return 'null' }
    return $number.ToString('R', $script:Invariant)
  }
  if ($code -eq 16) { return '"' + $value.ToUniversalTime().ToString('o', $script:Invariant) + '"' }
  if ($code -eq 4) { return '"' + (ConvertTo-WireText ([string]$value)) + '"' }
  $null
}

# Inlined for what is frequent: a function call of PowerShell costs more than the rest of the work.
function Add-WireValue([Text.StringBuilder]$builder, $value, [int]$depth) {
  if ($null -eq $value) { [void]$builder.Append('null'); return }
  if ($value -is [string]) {
    if ($script:SpecialCharacter.IsMatch($value)) { $value = ConvertTo-WireText $value }
    [void]$builder.Append('"').Append($value).Append('"')
    return
  }
  if ($depth -gt 64) { throw 'a value is nested more than 64 levels deep' }
  $separator = ''
  if ($value -is [Collections.IDictionary]) {
    [void]$builder.Append('{')
    foreach ($entry in $value.GetEnumerator()) {
      $name = [string]$entry.Key
      if ($script:SpecialCharacter.IsMatch($name)) { $name = ConvertTo-WireText $name }
      [void]$builder.Append($separator).Append('"').Append($name).Append('":')
      $separator = ','
      $item = $entry.Value
      if ($item -is [string] -and -not $script:SpecialCharacter.IsMatch($item)) { [void]$builder.Append('"').Append($item).Append('"') }
      elseif ($item -is [int] -or $item -is [long]) { [void]$builder.Append($item) }
      elseif ($item -is [bool]) { if ($item) { [void]$builder.Append('true') } else { [void]$builder.Append('false') } }
      else { Add-WireValue $builder $item ($depth + 1) }
    }
    [void]$builder.Append('}')
    return
  }
  $type = $value.GetType()
  $scalar = ConvertTo-WireScalar $value $type
  if ($null -ne $scalar) { [void]$builder.Append($scalar); return }
  if ($type -eq [Management.Automation.PSCustomObject]) {
    $pairs = [ordered]@{}
    foreach ($property in $value.PSObject.Properties) { $pairs[[object]$property.Name] = $property.Value }
    Add-WireValue $builder $pairs $depth
    return
  }
  if ($value -is [byte[]]) { [void]$builder.Append('"').Append([Convert]::ToBase64String($value)).Append('"'); return }
  if ($value -is [Collections.IEnumerable]) {
    [void]$builder.Append('[')
    foreach ($item in $value) {
      [void]$builder.Append($separator)
      $separator = ','
      Add-WireValue $builder $item ($depth + 1)
    }
    [void]$builder.Append(']')
    return
  }
  Add-WireValue $builder $value.ToString() $depth
}

function ConvertTo-Wire($value) {
  $builder = [Text.StringBuilder]::new(256)
  Add-WireValue $builder $value 0
  $builder.ToString()
}
