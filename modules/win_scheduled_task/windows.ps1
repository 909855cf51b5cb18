function Probe($p) {
  $stored = Get-SchedulerTask $p.path
  $task = $null; $given = $null
  $names = [Collections.Generic.HashSet[string]]::new([string[]]@($p.accounts))
  if ($null -ne $stored) {
    $document = ConvertTo-XmlDocument $stored.xml "the task $($p.path)"
    foreach ($name in Get-TaskAccounts $document) { [void]$names.Add($name) }
    $task = ConvertTo-XmlTree $document.DocumentElement
  }
  if ($null -ne $p.xml) {
    $document = ConvertTo-XmlDocument $p.xml 'the xml of the playbook'
    foreach ($name in Get-TaskAccounts $document) { [void]$names.Add($name) }
    $given = ConvertTo-XmlTree $document.DocumentElement
  }
  $accounts = [ordered]@{}
  foreach ($name in $names) { $accounts[$name] = Get-AccountSid $name }
  $xml = $(if ($null -eq $stored) { $null } else { $stored.xml })
  @{ exists = $null -ne $stored; xml = $xml; task = $task; given = $given; accounts = $accounts }
}

function Apply($step) {
  $a = $step.args
  switch ($step.action) {
    'register' {
      $folders = @(Get-MissingTaskFolders $a.path)
      $former = Get-SchedulerTask $a.path
      $warnings = @(Set-SchedulerTask $a)
      # Rights that a task was given come back with it; a new one has none to keep.
      $undo = $(if ($null -eq $former) { @{ folders = $folders } } else { @{ rights = $former.rights } })
      @{ undo = $undo; warnings = $warnings }
    }
    'remove' {
      $former = Get-SchedulerTask $a.path
      Remove-SchedulerTask $a.path
      foreach ($folder in @($a.folders)) { Remove-TaskFolder $folder }
      @{ undo = $(if ($null -eq $former) { @{} } else { @{ rights = $former.rights } }) }
    }
    default { throw "win_scheduled_task has no action $($step.action)" }
  }
}
