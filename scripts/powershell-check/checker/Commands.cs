using System.Management.Automation.Language;

namespace Gorun.PowerShellCheck;

/// <summary>Commands must come from the core of PowerShell or from the scripts that run together.</summary>
internal static class Commands
{
    // Microsoft.PowerShell.Core of 5.1. No module has to be loaded for these.
    private static readonly HashSet<string> Core = new(StringComparer.OrdinalIgnoreCase)
    {
        "Add-History", "Clear-History", "Disable-PSSessionConfiguration", "Enter-PSSession", "Exit-PSSession", "Export-ModuleMember",
        "ForEach-Object", "Get-Command", "Get-Help", "Get-History", "Get-Job", "Get-Module", "Get-PSSession", "Import-Module",
        "Invoke-Command", "Invoke-History", "New-Module", "New-ModuleManifest", "New-PSSession", "Out-Default", "Out-Host", "Out-Null",
        "Receive-Job", "Register-ArgumentCompleter", "Remove-Job", "Remove-Module", "Remove-PSSession", "Set-StrictMode", "Start-Job",
        "Stop-Job", "Test-ModuleManifest", "Wait-Job", "Where-Object", "%", "?", "foreach", "where", "Prompt",
    };

    public static IEnumerable<Problem> In(Unit unit, IReadOnlyDictionary<string, Script> scripts)
    {
        var defined = unit.Files.Concat(unit.Also)
            .SelectMany(path => scripts[path].All<FunctionDefinitionAst>())
            .Select(function => function.Name)
            .ToHashSet(StringComparer.OrdinalIgnoreCase);
        return
            from path in unit.Files
            from command in scripts[path].All<CommandAst>()
            let name = command.GetCommandName()
            where name is not null && !Core.Contains(name) && !defined.Contains(name)
            select scripts[path].At(command.Extent, $"{name} is neither in Microsoft.PowerShell.Core nor defined in {unit.Name}");
    }
}
