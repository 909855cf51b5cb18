using System.Management.Automation.Language;

namespace Gorun.PowerShellCheck;

/// <summary>A script as PowerShell's own parser sees it.</summary>
internal sealed record Script(string Path, ScriptBlockAst Ast, Token[] Tokens, IReadOnlyList<Problem> Errors)
{
    public static Script Parse(string path)
    {
        var ast = Parser.ParseFile(path, out var tokens, out var errors);
        var problems = errors.Select(error => At(path, error.Extent, $"is not PowerShell: {error.Message}"));
        return new Script(path, ast, tokens, [.. problems]);
    }

    public Problem At(IScriptExtent extent, string message) => At(Path, extent, message);

    public IEnumerable<T> All<T>() where T : Ast => Ast.FindAll(node => node is T, searchNestedScriptBlocks: true).Cast<T>();

    private static Problem At(string path, IScriptExtent extent, string message) =>
        new(path, extent.StartLineNumber, extent.StartColumnNumber, message);
}
