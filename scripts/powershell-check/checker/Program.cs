using System.Text.Json;
using System.Text.Json.Serialization;
using Gorun.PowerShellCheck;

// Standard input: {"units":[{"name","files":[…],"also":[…]}]}. Standard output: a list of problems.
var request = JsonSerializer.Deserialize(Console.In.ReadToEnd(), Wire.Default.Request)
    ?? throw new InvalidDataException("no request");
using var references = new References();
var scripts = request.Units.SelectMany(unit => unit.Files.Concat(unit.Also)).Distinct()
    .ToDictionary(path => path, Script.Parse);

var problems = new List<Problem>();
foreach (var script in request.Units.SelectMany(unit => unit.Files).Distinct().Select(path => scripts[path]))
{
    problems.AddRange(script.Errors);
    problems.AddRange(NewSyntax.In(script));
    problems.AddRange(Members.In(script, references));
}
foreach (var unit in request.Units) problems.AddRange(Commands.In(unit, scripts));

var sorted = problems.Distinct().OrderBy(one => one.File, StringComparer.Ordinal).ThenBy(one => one.Line).ThenBy(one => one.Column);
Console.Out.Write(JsonSerializer.Serialize([.. sorted], Wire.Default.ProblemArray));

namespace Gorun.PowerShellCheck
{
    /// <summary>Scripts that run together: what one defines, the others may call.</summary>
    internal sealed record Unit(string Name, string[] Files, string[] Also);

    internal sealed record Request(Unit[] Units);

    /// <summary>Something that Windows PowerShell 5.1 on .NET Framework 4.6.2 would not understand.</summary>
    internal sealed record Problem(string File, int Line, int Column, string Message);

    [JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
    [JsonSerializable(typeof(Request))]
    [JsonSerializable(typeof(Problem[]))]
    internal sealed partial class Wire : JsonSerializerContext;
}
