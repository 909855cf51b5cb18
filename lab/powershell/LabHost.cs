using System.Globalization;
using System.Management.Automation.Host;

namespace Gorun.Lab.PowerShell;

/// <summary>The host object of the engine: remembers the code that the script's <c>exit</c> asked for.</summary>
internal sealed class LabHost : PSHost
{
    private readonly Guid id = Guid.NewGuid();
    private readonly PlainUserInterface plain = new();

    public int? ExitCode { get; private set; }

    public override string Name => "ConsoleHost";
    public override Version Version => new(7, 6, 9);
    public override Guid InstanceId => id;
    public override PSHostUserInterface UI => plain;
    public override CultureInfo CurrentCulture => CultureInfo.CurrentCulture;
    public override CultureInfo CurrentUICulture => CultureInfo.CurrentUICulture;

    public override void SetShouldExit(int exitCode) => ExitCode = exitCode;
    public override void EnterNestedPrompt() => throw new NotSupportedException();
    public override void ExitNestedPrompt() => throw new NotSupportedException();
    public override void NotifyBeginApplication() { }
    public override void NotifyEndApplication() { }
}
