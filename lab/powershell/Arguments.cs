using System.Text;

namespace Gorun.Lab.PowerShell;

/// <summary>What powershell.exe's command line asked for.</summary>
/// <param name="Script">Text to run; null when the script comes over standard input.</param>
internal sealed record Arguments(string? Script, string[] ScriptArguments)
{
    // Abbreviations are accepted as powershell.exe accepts them: any unique beginning of the name.
    private static readonly string[] WithoutValue = ["noprofile", "noninteractive", "nologo", "noexit", "sta", "mta"];
    private static readonly string[] WithValue =
        ["executionpolicy", "inputformat", "outputformat", "version", "windowstyle", "psconsolefile", "configurationname"];

    public static Arguments Parse(string[] args)
    {
        for (var at = 0; at < args.Length; at++)
        {
            var arg = args[at];
            if (arg.Length < 2 || (arg[0] != '-' && arg[0] != '/'))
            {
                return FromCommand(args[at..]);
            }
            var name = arg[1..].ToLowerInvariant();
            if (name is "ec" or "e" or "enc" || "encodedcommand".StartsWith(name, StringComparison.Ordinal))
            {
                return new Arguments(Decode(ValueOf(args, at)), []);
            }
            if ("command".StartsWith(name, StringComparison.Ordinal))
            {
                return FromCommand(args[(at + 1)..]);
            }
            if ("file".StartsWith(name, StringComparison.Ordinal))
            {
                return FromFile(args[(at + 1)..]);
            }
            if (name is "nop" or "noni" || WithoutValue.Any(known => known.StartsWith(name, StringComparison.Ordinal)))
            {
                continue;
            }
            if (name is "ep" or "ex" or "if" or "of" or "w" || WithValue.Any(known => known.StartsWith(name, StringComparison.Ordinal)))
            {
                ValueOf(args, at++);
                continue;
            }
            throw new UsageException($"powershell.exe: the parameter {arg} is not known");
        }
        return new Arguments(null, []);
    }

    private static Arguments FromCommand(string[] words) =>
        words.Length == 0 || (words.Length == 1 && words[0] == "-") ? new Arguments(null, []) : new Arguments(string.Join(' ', words), []);

    private static Arguments FromFile(string[] words)
    {
        if (words.Length == 0) throw new UsageException("powershell.exe: -File needs the path of a script");
        if (words[0] == "-") return new Arguments(null, []);
        if (!File.Exists(words[0])) throw new UsageException($"The argument '{words[0]}' to the -File parameter does not exist.");
        return new Arguments(File.ReadAllText(words[0]), words[1..]);
    }

    private static string ValueOf(string[] args, int at) =>
        at + 1 < args.Length ? args[at + 1] : throw new UsageException($"powershell.exe: {args[at]} needs a value");

    private static string Decode(string base64)
    {
        try
        {
            return Encoding.Unicode.GetString(Convert.FromBase64String(base64));
        }
        catch (FormatException)
        {
            throw new UsageException("powershell.exe: the value of -EncodedCommand is not Base64");
        }
    }
}

internal sealed class UsageException(string message) : Exception(message);
