function Probe($p) { [ordered]@{} }

function Apply($step) {
  if ($step.action -cne 'request') { throw "uri has no action $($step.action)" }
  $a = $step.args
  $answer = Invoke-HttpRequest $a
  if ($a.status_code -notcontains $answer.status) {
    $said = $answer.content.Trim()
    if ($said.Length -gt 200) { $said = $said.Substring(0, 200) + '...' }
    Fail-Call "$($answer.url) answers $($answer.status)$(if ($said) { ': ' + $said })" $answer '`status_code` names other answers that are no failure; see failure.detail.content.'
  }
  @{ data = $answer }
}
