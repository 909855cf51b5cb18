# How a call fails: a message for people, a detail for machines, a fix where the host knows one.

function Fail-Call([string]$message, $detail, [string]$fix) {
  throw @{ gorun = 'failure'; kind = 'failed'; message = $message; detail = $detail; fix = $fix }
}

# The sentence that says what happened, without "Exception calling …" around it.
function Get-Reason($record) {
  $exception = $record.Exception
  if ($exception -is [Management.Automation.MethodInvocationException] -and $null -ne $exception.InnerException) {
    $exception = $exception.InnerException
  }
  if ($exception -is [AggregateException]) { $exception = $exception.GetBaseException() }
  $exception.Message.Trim()
}

function ConvertTo-CallError($record) {
  $thrown = $record.TargetObject
  if ($thrown -is [hashtable] -and $thrown['gorun'] -ceq 'failure') {
    $failure = [ordered]@{ kind = $thrown.kind; message = [string]$thrown.message }
    if ($thrown.fix) { $failure.fix = [string]$thrown.fix }
    if ($thrown.detail -is [Collections.IDictionary]) { $failure.detail = $thrown.detail }
    elseif ($null -ne $thrown.detail) { $failure.detail = [ordered]@{ value = $thrown.detail } }
    return $failure
  }
  $failure = [ordered]@{ kind = 'failed'; message = Get-Reason $record }
  $at = $record.InvocationInfo
  # A plain throw is the module's own word; anything else is a surprise whose place helps whoever mends the module.
  if ($record.FullyQualifiedErrorId -cne $failure.message -and $null -ne $at -and $at.ScriptLineNumber -gt 0) {
    $failure.detail = [ordered]@{ line = $at.ScriptLineNumber; statement = ([string]$at.Line).Trim() }
  }
  $failure
}
