using System.Reflection;

namespace Gorun.PowerShellCheck;

/// <summary>The types of .NET Framework 4.6.2 and Windows PowerShell 5.1, read without being loaded.</summary>
internal sealed class References : IDisposable
{
    private readonly MetadataLoadContext context;
    private readonly Assembly[] assemblies;
    private readonly Dictionary<string, Type?> known = new(StringComparer.OrdinalIgnoreCase);
    private readonly Lazy<Dictionary<string, Type>> byName;
    private readonly Dictionary<string, string> files;

    public References()
    {
        var framework = Path.Combine(AppContext.BaseDirectory, "net462");
        string[] all =
        [
            .. Directory.GetFiles(framework, "*.dll"),
            .. Directory.GetFiles(Path.Combine(framework, "Facades"), "*.dll"),
            Path.Combine(AppContext.BaseDirectory, "powershell5", "System.Management.Automation.dll"),
        ];
        files = all.GroupBy(Path.GetFileNameWithoutExtension).ToDictionary(group => group.Key ?? "", group => group.First());
        context = new MetadataLoadContext(new PathAssemblyResolver(all), "mscorlib");
        // What a PowerShell process has loaded from its start, and what loads itself when a type of it is named.
        string[] names = ["mscorlib", "System", "System.Core", "System.Management.Automation", "System.Xml", "System.Management", "System.DirectoryServices", "System.Configuration.Install", "System.Numerics", "System.Data"];
        assemblies = [.. names.Select(name => context.LoadFromAssemblyPath(files[name]))];
        byName = new(() => assemblies.SelectMany(assembly => assembly.GetTypes()).Where(type => type.IsVisible)
            .GroupBy(type => type.FullName ?? "", StringComparer.OrdinalIgnoreCase)
            .ToDictionary(group => group.Key, group => group.First(), StringComparer.OrdinalIgnoreCase));
    }

    /// <summary>The public type that PowerShell 5.1 finds under a name, with or without "System." before it.</summary>
    public Type? Find(string name)
    {
        if (!known.TryGetValue(name, out var type))
        {
            var full = Accelerators.FullName(name) ?? name;
            type = byName.Value.GetValueOrDefault(full) ?? byName.Value.GetValueOrDefault($"System.{full}");
            known[name] = type;
        }
        return type;
    }

    /// <summary>The same in an assembly that the script loads itself, by its short name.</summary>
    public Type? FindIn(string assembly, string name)
    {
        if (!files.TryGetValue(assembly, out var file)) return null;
        var loaded = context.LoadFromAssemblyPath(file);
        return loaded.GetType(name, throwOnError: false, ignoreCase: true) ?? loaded.GetType($"System.{name}", throwOnError: false, ignoreCase: true);
    }

    public void Dispose() => context.Dispose();
}
