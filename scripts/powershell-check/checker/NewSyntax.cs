using System.Management.Automation.Language;
using System.Text.RegularExpressions;

namespace Gorun.PowerShellCheck;

/// <summary>What the parser of PowerShell 7 accepts and the one of 5.1 does not, or reads otherwise.</summary>
internal static partial class NewSyntax
{
    public static IEnumerable<Problem> In(Script script) =>
        [.. OfNodes(script), .. OfTokens(script), .. LinesThatStartWithPipe(script)];

    private static IEnumerable<Problem> OfNodes(Script script) =>
        from node in script.All<Ast>()
        let name = NameOf(node)
        where name is not null
        select script.At(node is ScriptBlockAst { CleanBlock: { } clean } ? clean.Extent : node.Extent, $"{name} is not in PowerShell 5.1");

    private static string? NameOf(Ast node) => node switch
    {
        TernaryExpressionAst => "the operator ?:",
        PipelineChainAst => "&& or || between commands",
        PipelineBaseAst and PipelineAst { Background: true } => "& behind a command (a background job)",
        BinaryExpressionAst { Operator: TokenKind.QuestionQuestion } => "the operator ??",
        AssignmentStatementAst { Operator: TokenKind.QuestionQuestionEquals } => "the operator ??=",
        MemberExpressionAst { NullConditional: true } => "the operator ?.",
        IndexExpressionAst { NullConditional: true } => "the operator ?[]",
        ScriptBlockAst { CleanBlock: not null } => "clean { }",
        InvokeMemberExpressionAst { GenericTypeArguments.Count: > 0 } => "a method with type arguments",
        UsingStatementAst { UsingStatementKind: UsingStatementKind.Assembly or UsingStatementKind.Module } => "using assembly or module in a script that travels as text",
        ForEachStatementAst { Flags: ForEachFlags.Parallel } => "foreach -parallel",
        _ => null,
    };

    private static IEnumerable<Problem> OfTokens(Script script)
    {
        foreach (var token in Flatten(script.Tokens))
        {
            if (token is NumberToken && NewNumber().IsMatch(token.Text))
                yield return script.At(token.Extent, $"the number {token.Text} is not in PowerShell 5.1");
            else if (token is StringExpandableToken && NewEscape().IsMatch(token.Text))
                yield return script.At(token.Extent, "`e and `u{…} are not in PowerShell 5.1");
        }
    }

    // In a string such as "a $(1u)" tokens are nested.
    private static IEnumerable<Token> Flatten(IEnumerable<Token> tokens) =>
        tokens.SelectMany(token => token is StringExpandableToken { NestedTokens: { } nested } ? Flatten(nested).Prepend(token) : [token]);

    private static IEnumerable<Problem> LinesThatStartWithPipe(Script script)
    {
        var tokens = script.Tokens.Where(token => token.Kind is not (TokenKind.Comment or TokenKind.LineContinuation or TokenKind.NewLine)).ToArray();
        for (var n = 1; n < tokens.Length; n++)
        {
            // PowerShell 7 swallows the line end before a pipe, so only the lines tell.
            if (tokens[n].Kind == TokenKind.Pipe && tokens[n - 1].Extent.EndLineNumber < tokens[n].Extent.StartLineNumber && !Continued(script, tokens[n]))
                yield return script.At(tokens[n].Extent, "a line that starts with | is not in PowerShell 5.1");
        }
    }

    private static bool Continued(Script script, Token token) =>
        script.Tokens.Any(one => one.Kind == TokenKind.LineContinuation && one.Extent.EndLineNumber == token.Extent.StartLineNumber);

    // Suffixes of 5.1: l, d and kb … pb. Binary numbers and u, y, s, n came later.
    [GeneratedRegex(@"^[+-]?(0b|(0x[0-9a-f]+|[0-9.]+(e[+-]?[0-9]+)?)(u|y|s|n|uy|us|ul)([kmgtp]b)?$)", RegexOptions.IgnoreCase)]
    private static partial Regex NewNumber();

    [GeneratedRegex(@"(?<!`)(``)*`(e|u\{)")]
    private static partial Regex NewEscape();
}
