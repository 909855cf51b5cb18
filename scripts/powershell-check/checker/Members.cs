using System.Management.Automation.Language;

namespace Gorun.PowerShellCheck;

/// <summary>Every type and member that a script names must be in .NET Framework 4.6.2 and Windows PowerShell 5.1.</summary>
internal sealed class Members
{
    // What PowerShell itself adds to every object.
    private static readonly HashSet<string> Added = new(StringComparer.OrdinalIgnoreCase)
    {
        "PSObject", "PSTypeNames", "PSBase", "PSAdapted", "PSExtended", "Count", "Length", "Where", "ForEach",
    };

    private const string Where = "in .NET Framework 4.6.2 with Windows PowerShell 5.1";
    private readonly Script script;
    private readonly TypeNames names;
    private readonly Inference inference;

    private Members(Script script, References references)
    {
        this.script = script;
        names = new TypeNames(script, references);
        inference = new Inference(script, names);
    }

    public static IEnumerable<Problem> In(Script script, References references)
    {
        var members = new Members(script, references);
        return members.Problems().Where(one => one is not null).Cast<Problem>();
    }

    private IEnumerable<Problem?> Problems()
    {
        foreach (var node in script.All<Ast>().Where(node => !CoreOnly.Holds(node)))
        {
            yield return node switch
            {
                TypeExpressionAst type => OfType(type.TypeName, type.Extent),
                TypeConstraintAst type => OfType(type.TypeName, type.Extent),
                AttributeAst attribute when names.Attribute(attribute.TypeName) is null => script.At(attribute.Extent, $"[{attribute.TypeName.FullName}] is not {Where}"),
                InvokeMemberExpressionAst call => OfCall(call),
                MemberExpressionAst member => OfMember(member),
                _ => null,
            };
        }
    }

    private Problem? OfType(ITypeName name, IScriptExtent extent) =>
        names.Resolve(name) is null && !Accelerators.IsUnpublished(name.FullName) ? script.At(extent, $"[{name.FullName}] is not {Where}") : null;

    private Problem? OfCall(InvokeMemberExpressionAst call)
    {
        if (NameOf(call) is not { } name || TargetOf(call) is not { } type) return null;
        var count = call.Arguments?.Count ?? 0;
        if (call.Static && name.Equals("new", StringComparison.OrdinalIgnoreCase))
        {
            var constructors = type.GetConstructors();
            var fits = type.IsArray || (type.IsValueType && count == 0) || constructors.Any(one => MemberLookup.Takes(one, count));
            return fits ? null : script.At(call.Member.Extent, $"[{type.FullName}]::new with {Arguments(count)} is not {Where}");
        }
        var methods = MemberLookup.Methods(type, name, call.Static).ToArray();
        if (methods.Any(one => MemberLookup.Takes(one, count))) return null;
        if (methods.Length > 0) return script.At(call.Member.Extent, $"{type.FullName}.{name} with {Arguments(count)} is not {Where}");
        return MemberLookup.Values(type, name, call.Static).Any() || IsElsewhere(call, type, name) ? null : Missing(call, type, name);
    }

    private Problem? OfMember(MemberExpressionAst member)
    {
        if (NameOf(member) is not { } name || TargetOf(member) is not { } type) return null;
        // The keys of a dictionary are written like properties.
        if (!member.Static && MemberLookup.Implements(type, "System.Collections.IDictionary")) return null;
        var found = MemberLookup.Values(type, name, member.Static).Any() || MemberLookup.Methods(type, name, member.Static).Any();
        return found || IsElsewhere(member, type, name) ? null : Missing(member, type, name);
    }

    /// <summary>Added by PowerShell, or a member of the elements of a list.</summary>
    private static bool IsElsewhere(MemberExpressionAst member, Type type, string name)
    {
        if (member.Static) return false;
        if (Added.Contains(name)) return true;
        if (type.FullName == "System.String" || !MemberLookup.Implements(type, "System.Collections.IEnumerable")) return false;
        var element = MemberLookup.ElementOf(type);
        return element is null || element.FullName == "System.Object" || element.FullName == "System.Management.Automation.PSObject"
            || MemberLookup.Values(element, name, false).Any() || MemberLookup.Methods(element, name, false).Any();
    }

    private Problem Missing(MemberExpressionAst member, Type type, string name) =>
        script.At(member.Member.Extent, $"{type.FullName}{(member.Static ? "::" : ".")}{name} is not {Where}");

    private Type? TargetOf(MemberExpressionAst member) => member switch
    {
        { Static: true, Expression: TypeExpressionAst type } => names.Resolve(type.TypeName),
        { Static: true } => null,
        _ => inference.TypeOf(member.Expression),
    };

    private static string? NameOf(MemberExpressionAst member) => (member.Member as StringConstantExpressionAst)?.Value;

    private static string Arguments(int count) => count == 1 ? "1 argument" : $"{count} arguments";
}
