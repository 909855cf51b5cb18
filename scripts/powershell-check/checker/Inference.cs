using System.Management.Automation.Language;

namespace Gorun.PowerShellCheck;

/// <summary>
/// What type an expression surely has; null where it cannot be told. Variables are followed within their function: one
/// type where all that is assigned to it has the same.
/// </summary>
internal sealed class Inference
{
    private static readonly HashSet<string> Untold = new(StringComparer.Ordinal)
    {
        // Anything may be behind these; XML and COM objects have members of their own.
        "System.Object", "System.Management.Automation.PSObject", "System.Management.Automation.PSReference", "System.Xml.XmlDocument", "System.__ComObject",
    };

    private readonly TypeNames names;
    private readonly Dictionary<(Ast Scope, string Name), List<object?>> assigned = [];
    private readonly HashSet<(Ast, string)> asking = [];

    public Inference(Script script, TypeNames names)
    {
        this.names = names;
        foreach (var parameter in script.All<ParameterAst>())
            Note(parameter.Name, parameter.Attributes.OfType<TypeConstraintAst>().FirstOrDefault() is { } type ? Told(names.Resolve(type.TypeName)) : null);
        foreach (var assignment in script.All<AssignmentStatementAst>()) NoteAssignment(assignment);
        foreach (var loop in script.All<ForEachStatementAst>()) Note(loop.Variable, null);
    }

    public Type? TypeOf(Ast? expression) => expression switch
    {
        ConvertExpressionAst { Type.TypeName.FullName: var name } when name.Equals("pscustomobject", StringComparison.OrdinalIgnoreCase) => null,
        ConvertExpressionAst convert => Told(names.Resolve(convert.Type.TypeName)),
        ParenExpressionAst { Pipeline: PipelineAst { PipelineElements: [CommandExpressionAst inner] } } => TypeOf(inner.Expression),
        StringConstantExpressionAst or ExpandableStringExpressionAst => names.Named("string"),
        ConstantExpressionAst { Value: { } value } => names.Named(value.GetType().FullName ?? ""),
        TypeExpressionAst => names.Named("type"),
        InvokeMemberExpressionAst call => TypeOfCall(call),
        MemberExpressionAst member => TypeOfMember(member),
        IndexExpressionAst index => TypeOf(index.Target) is { IsArray: true } array ? Told(array.GetElementType()) : null,
        VariableExpressionAst variable => TypeOfVariable(variable),
        _ => null,
    };

    private Type? TypeOfCall(InvokeMemberExpressionAst call)
    {
        if ((call.Member as StringConstantExpressionAst)?.Value is not { } name) return null;
        var count = call.Arguments?.Count ?? 0;
        if (call is { Static: true, Expression: TypeExpressionAst { TypeName: var typeName } })
        {
            if (names.Resolve(typeName) is not { } type) return null;
            if (name.Equals("new", StringComparison.OrdinalIgnoreCase)) return Told(type);
            return Only(MemberLookup.Methods(type, name, isStatic: true).Where(one => MemberLookup.Takes(one, count)).Select(one => one.ReturnType));
        }
        return TypeOf(call.Expression) is { } target
            ? Only(MemberLookup.Methods(target, name, isStatic: false).Where(one => MemberLookup.Takes(one, count)).Select(one => one.ReturnType))
            : null;
    }

    private Type? TypeOfMember(MemberExpressionAst member)
    {
        if ((member.Member as StringConstantExpressionAst)?.Value is not { } name) return null;
        var target = member is { Static: true, Expression: TypeExpressionAst { TypeName: var typeName } } ? names.Resolve(typeName) : TypeOf(member.Expression);
        return target is null ? null : Only(MemberLookup.Values(target, name, member.Static));
    }

    private Type? TypeOfVariable(VariableExpressionAst variable)
    {
        var key = KeyOf(variable);
        if (!assigned.TryGetValue(key, out var sources) || !asking.Add(key)) return null;
        try
        {
            // What is written [T]$x once keeps that type.
            if (sources.OfType<Typed>().FirstOrDefault() is { } typed) return typed.Type;
            return sources.Contains(null) ? null : Only(sources.Select(source => TypeOf((Ast)source!)));
        }
        finally { asking.Remove(key); }
    }

    private void NoteAssignment(AssignmentStatementAst assignment)
    {
        if (assignment.Left is ConvertExpressionAst { Child: VariableExpressionAst typed } convert)
            Add(KeyOf(typed), Told(names.Resolve(convert.Type.TypeName)) is { } type ? new Typed(type) : null);
        else if (assignment.Left is VariableExpressionAst variable)
        {
            var value = (assignment.Right as CommandExpressionAst)?.Expression
                ?? ((assignment.Right as PipelineAst)?.PipelineElements is [CommandExpressionAst only] ? only.Expression : null);
            if (assignment.Operator == TokenKind.Equals && value is VariableExpressionAst { VariablePath.UserPath: "null" }) return;
            Add(KeyOf(variable), assignment.Operator == TokenKind.Equals ? value : null);
        }
        else
            foreach (var one in assignment.Left.FindAll(node => node is VariableExpressionAst, false).Cast<VariableExpressionAst>()) Note(one, null);
    }

    private void Note(VariableExpressionAst variable, Type? type) => Add(KeyOf(variable), type is null ? null : new Typed(type));

    private void Add((Ast, string) key, object? source)
    {
        if (!assigned.TryGetValue(key, out var sources)) assigned[key] = sources = [];
        sources.Add(source);
    }

    // $script:x is one variable of the whole file, $x one of its function.
    private static (Ast, string) KeyOf(VariableExpressionAst variable)
    {
        Ast scope = variable;
        var path = variable.VariablePath.UserPath.ToLowerInvariant();
        while (scope.Parent is not null && (path.Contains(':') || scope is not FunctionDefinitionAst)) scope = scope.Parent;
        return (scope, path);
    }

    private static Type? Told(Type? type) => type is null || Untold.Contains(type.FullName ?? "") || type.IsGenericParameter ? null : type;

    private static Type? Only(IEnumerable<Type?> types)
    {
        var different = types.Distinct().Take(2).ToArray();
        return different.Length == 1 ? Told(different[0]) : null;
    }

    private sealed record Typed(Type Type);
}
