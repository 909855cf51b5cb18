using System.Management.Automation;
using System.Management.Automation.Runspaces;

namespace Gorun.Lab.PowerShell;

/// <summary>powershell.exe for lab hosts: the real engine, one script, its output, its exit code.</summary>
internal static class Program
{
    private static int Main(string[] args)
    {
        try
        {
            var arguments = Arguments.Parse(args);
            // Only "-Command -" and no command at all read standard input here: else it belongs to the script.
            var script = arguments.Script ?? Console.In.ReadToEnd();
            var code = Run(script, arguments.ScriptArguments);
            Console.Out.Flush();
            return code;
        }
        catch (UsageException wrong)
        {
            Console.Error.WriteLine(wrong.Message);
            return 64;
        }
    }

    private static int Run(string script, string[] scriptArguments)
    {
        var host = new LabHost();
        var state = InitialSessionState.CreateDefault2();
        using var runspace = RunspaceFactory.CreateRunspace(host, state);
        runspace.Open();
        Cmdlets.ServeOnDemand(runspace);
        runspace.SessionStateProxy.SetVariable("ErrorView", "NormalView");

        using var shell = System.Management.Automation.PowerShell.Create(runspace);
        shell.AddScript(script, useLocalScope: false);
        foreach (var argument in scriptArguments) shell.AddArgument(argument);
        shell.Commands.Commands[0].MergeMyResults(PipelineResultTypes.Error, PipelineResultTypes.Output);
        shell.AddCommand("Out-Default");
        try
        {
            shell.Invoke();
        }
        catch (RuntimeException failure)
        {
            ShowError(runspace, failure.ErrorRecord);
            return host.ExitCode ?? 1;
        }
        if (host.ExitCode is { } code) return code;
        // As powershell.exe -Command: 1 when the last statement failed, whatever a program's own code was.
        return runspace.SessionStateProxy.GetVariable("?") is false ? 1 : 0;
    }

    private static void ShowError(Runspace runspace, ErrorRecord record)
    {
        using var shell = System.Management.Automation.PowerShell.Create(runspace);
        shell.AddScript("$input", useLocalScope: true).AddCommand("Out-Default");
        shell.Commands.Commands[0].MergeMyResults(PipelineResultTypes.Error, PipelineResultTypes.Output);
        var wrapped = PSObject.AsPSObject(record);
        wrapped.Properties.Add(new PSNoteProperty("writeErrorStream", true));
        shell.Invoke(new[] { wrapped });
    }
}
