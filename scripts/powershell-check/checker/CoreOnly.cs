using System.Management.Automation.Language;
using System.Text.RegularExpressions;

namespace Gorun.PowerShellCheck;

/// <summary>A branch that runs in PowerShell 7 only: <c>if ($PSVersionTable.PSEdition -eq 'Core') { here }</c>.</summary>
internal static partial class CoreOnly
{
    public static bool Holds(Ast node)
    {
        for (Ast child = node; child.Parent is { } parent; child = parent)
        {
            if (parent is not IfStatementAst branch) continue;
            if (branch.Clauses.Any(clause => clause.Item2 == child && IsCore().IsMatch(clause.Item1.Extent.Text))) return true;
            if (branch.ElseClause == child && branch.Clauses is [var (condition, _)] && IsDesktop().IsMatch(condition.Extent.Text)) return true;
        }
        return false;
    }

    [GeneratedRegex(@"^\s*\$PSVersionTable\.PSEdition\s+(-c?eq\s+'Core'|-c?ne\s+'Desktop')\s*$", RegexOptions.IgnoreCase)]
    private static partial Regex IsCore();

    [GeneratedRegex(@"^\s*\$PSVersionTable\.PSEdition\s+(-c?eq\s+'Desktop'|-c?ne\s+'Core')\s*$", RegexOptions.IgnoreCase)]
    private static partial Regex IsDesktop();
}
