using System.Reflection;

namespace Gorun.PowerShellCheck;

/// <summary>Public members of a type by name, without case, as PowerShell finds them.</summary>
internal static class MemberLookup
{
    private const BindingFlags Flags = BindingFlags.Public | BindingFlags.IgnoreCase | BindingFlags.FlattenHierarchy;

    public static IEnumerable<MethodInfo> Methods(Type type, string name, bool isStatic) =>
        WithBases(type, isStatic).SelectMany(one => one.GetMember(name, MemberTypes.Method, FlagsFor(isStatic))).Cast<MethodInfo>();

    /// <summary>The types of the properties and fields of that name.</summary>
    public static IEnumerable<Type> Values(Type type, string name, bool isStatic) =>
        WithBases(type, isStatic).SelectMany(one => one.GetMember(name, MemberTypes.Property | MemberTypes.Field, FlagsFor(isStatic)))
            .Select(member => member is PropertyInfo property ? property.PropertyType : ((FieldInfo)member).FieldType);

    public static bool Takes(MethodBase method, int count)
    {
        var parameters = method.GetParameters();
        var isParams = parameters.Length > 0 && parameters[^1].CustomAttributes.Any(one => one.AttributeType.FullName == "System.ParamArrayAttribute");
        var required = parameters.Count(one => !one.IsOptional) - (isParams ? 1 : 0);
        return count >= required && (isParams || count <= parameters.Length);
    }

    public static Type? ElementOf(Type type)
    {
        if (type.IsArray) return type.GetElementType();
        var enumerable = type.GetInterfaces().Append(type).FirstOrDefault(one => one.IsGenericType && one.GetGenericTypeDefinition().FullName == "System.Collections.Generic.IEnumerable`1");
        return enumerable?.GetGenericArguments()[0];
    }

    public static bool Implements(Type type, string interfaceName) =>
        type.FullName == interfaceName || type.GetInterfaces().Any(one => one.FullName == interfaceName);

    private static BindingFlags FlagsFor(bool isStatic) => Flags | (isStatic ? BindingFlags.Static : BindingFlags.Instance);

    // An interface does not list what it inherits.
    private static IEnumerable<Type> WithBases(Type type, bool isStatic) =>
        isStatic || !type.IsInterface ? [type] : type.GetInterfaces().Append(type).Concat(type.Assembly.GetType("System.Object") is { } root ? [root] : []);
}
