using System.Management.Automation;
using System.Management.Automation.Runspaces;
using System.Text.RegularExpressions;

namespace Gorun.Lab.PowerShell;

/// <summary>
/// Stand-ins for the cmdlets of Microsoft.PowerShell.Utility and .Management, which NuGet doesn't have: functions in
/// Cmdlets.ps1, loaded when the first of them is called, so that a script without them starts no later.
/// </summary>
internal static partial class Cmdlets
{
    [GeneratedRegex(@"^function global:([\w-]+)", RegexOptions.Multiline)]
    private static partial Regex Functions();

    [GeneratedRegex(@"^# alias (\S+) = (\S+)\r?$", RegexOptions.Multiline)]
    private static partial Regex Aliases();

    public static void ServeOnDemand(Runspace runspace)
    {
        var invoke = runspace.SessionStateProxy.InvokeCommand;
        Dictionary<string, string>? names = null;
        var loaded = false;
        invoke.CommandNotFoundAction = (_, missing) =>
        {
            names ??= Names();
            if (!names.TryGetValue(missing.CommandName, out var function)) return;
            if (!loaded)
            {
                loaded = true;
                ScriptBlock.Create(Text()).Invoke();
            }
            missing.Command = invoke.GetCommand(function, CommandTypes.Function);
            missing.StopSearch = missing.Command != null;
        };
    }

    private static string Text()
    {
        using var stream = typeof(Cmdlets).Assembly.GetManifestResourceStream("Cmdlets.ps1")
            ?? throw new InvalidOperationException("Cmdlets.ps1 is not in this program");
        return new StreamReader(stream).ReadToEnd();
    }

    private static Dictionary<string, string> Names()
    {
        var names = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        var text = Text();
        foreach (Match match in Functions().Matches(text)) names[match.Groups[1].Value] = match.Groups[1].Value;
        foreach (Match match in Aliases().Matches(text)) names[match.Groups[1].Value] = match.Groups[2].Value;
        return names;
    }
}
