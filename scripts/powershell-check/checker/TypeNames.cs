using System.Management.Automation.Language;

namespace Gorun.PowerShellCheck;

/// <summary>What the type names of one script stand for on .NET Framework.</summary>
internal sealed class TypeNames(Script script, References references)
{
    // An assembly that is not loaded from the start must be named to be loaded: [Reflection.Assembly]::Load('System.Net.Http, …').
    private readonly string[] loaded = [.. script.All<StringConstantExpressionAst>().Select(text => text.Value.Split(',')[0].Trim()).Where(name => name.StartsWith("System.", StringComparison.Ordinal)).Distinct()];

    public Type? Resolve(ITypeName name)
    {
        try
        {
            return name switch
            {
                ArrayTypeName array => ArrayOf(Resolve(array.ElementType), array.Rank),
                GenericTypeName generic => GenericOf(generic),
                _ => Named(name.FullName),
            };
        }
        catch (ArgumentException) { return null; }
    }

    public Type? Attribute(ITypeName name) => Named(name.FullName) ?? Named($"{name.FullName}Attribute");

    public Type? Named(string name) =>
        references.Find(name) ?? loaded.Select(assembly => references.FindIn(assembly, name)).FirstOrDefault(type => type is not null);

    private static Type? ArrayOf(Type? element, int rank) =>
        rank == 1 ? element?.MakeArrayType() : element?.MakeArrayType(rank);

    private Type? GenericOf(GenericTypeName generic)
    {
        var definition = Named($"{generic.TypeName.FullName}`{generic.GenericArguments.Count}");
        var arguments = generic.GenericArguments.Select(Resolve).ToArray();
        return definition is null || arguments.Contains(null) ? null : definition.MakeGenericType(arguments!);
    }
}
