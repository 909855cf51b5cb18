namespace Gorun.PowerShellCheck;

/// <summary>The short names of types in Windows PowerShell 5.1. Those that came later ([short], [semver] …) are not among them.</summary>
internal static class Accelerators
{
    private const string Automation = "System.Management.Automation";

    private static readonly Dictionary<string, string> Names = new(StringComparer.OrdinalIgnoreCase)
    {
        ["array"] = "System.Array", ["bigint"] = "System.Numerics.BigInteger", ["bool"] = "System.Boolean", ["byte"] = "System.Byte",
        ["char"] = "System.Char", ["cultureinfo"] = "System.Globalization.CultureInfo", ["datetime"] = "System.DateTime",
        ["decimal"] = "System.Decimal", ["double"] = "System.Double", ["float"] = "System.Single", ["guid"] = "System.Guid",
        ["hashtable"] = "System.Collections.Hashtable", ["int"] = "System.Int32", ["int16"] = "System.Int16", ["int32"] = "System.Int32",
        ["int64"] = "System.Int64", ["ipaddress"] = "System.Net.IPAddress", ["ipendpoint"] = "System.Net.IPEndPoint", ["long"] = "System.Int64",
        ["mailaddress"] = "System.Net.Mail.MailAddress", ["object"] = "System.Object", ["regex"] = "System.Text.RegularExpressions.Regex",
        ["sbyte"] = "System.SByte", ["securestring"] = "System.Security.SecureString", ["single"] = "System.Single", ["string"] = "System.String",
        ["timespan"] = "System.TimeSpan", ["type"] = "System.Type", ["uint16"] = "System.UInt16", ["uint32"] = "System.UInt32",
        ["uint64"] = "System.UInt64", ["uri"] = "System.Uri", ["version"] = "System.Version", ["void"] = "System.Void", ["xml"] = "System.Xml.XmlDocument",
        ["wmi"] = "System.Management.ManagementObject", ["wmiclass"] = "System.Management.ManagementClass", ["wmisearcher"] = "System.Management.ManagementObjectSearcher",
        ["adsi"] = "System.DirectoryServices.DirectoryEntry", ["adsisearcher"] = "System.DirectoryServices.DirectorySearcher",
        ["X509Certificate"] = "System.Security.Cryptography.X509Certificates.X509Certificate",
        ["X500DistinguishedName"] = "System.Security.Cryptography.X509Certificates.X500DistinguishedName",
        ["CmdletBinding"] = $"{Automation}.CmdletBindingAttribute", ["Parameter"] = $"{Automation}.ParameterAttribute", ["Alias"] = $"{Automation}.AliasAttribute",
        ["OutputType"] = $"{Automation}.OutputTypeAttribute", ["AllowNull"] = $"{Automation}.AllowNullAttribute",
        ["AllowEmptyString"] = $"{Automation}.AllowEmptyStringAttribute", ["AllowEmptyCollection"] = $"{Automation}.AllowEmptyCollectionAttribute",
        ["ValidateCount"] = $"{Automation}.ValidateCountAttribute", ["ValidateLength"] = $"{Automation}.ValidateLengthAttribute",
        ["ValidateNotNull"] = $"{Automation}.ValidateNotNullAttribute", ["ValidateNotNullOrEmpty"] = $"{Automation}.ValidateNotNullOrEmptyAttribute",
        ["ValidatePattern"] = $"{Automation}.ValidatePatternAttribute", ["ValidateRange"] = $"{Automation}.ValidateRangeAttribute",
        ["ValidateScript"] = $"{Automation}.ValidateScriptAttribute", ["ValidateSet"] = $"{Automation}.ValidateSetAttribute",
        ["pscredential"] = $"{Automation}.PSCredential", ["psmoduleinfo"] = $"{Automation}.PSModuleInfo", ["psobject"] = $"{Automation}.PSObject",
        ["pscustomobject"] = $"{Automation}.PSObject", ["psprimitivedictionary"] = $"{Automation}.PSPrimitiveDictionary",
        ["psreference"] = $"{Automation}.PSReference", ["psvariable"] = $"{Automation}.PSVariable", ["ref"] = $"{Automation}.PSReference",
        ["scriptblock"] = $"{Automation}.ScriptBlock", ["switch"] = $"{Automation}.SwitchParameter", ["powershell"] = $"{Automation}.PowerShell",
        ["runspace"] = $"{Automation}.Runspaces.Runspace", ["runspacefactory"] = $"{Automation}.Runspaces.RunspaceFactory",
        ["NullString"] = $"{Automation}.Language.NullString", ["initialsessionstate"] = $"{Automation}.Runspaces.InitialSessionState", ["ordered"] = "System.Collections.Specialized.OrderedDictionary",
    };

    // In 5.1, though not in what its API and the Framework's are published as: PowerShell finds them all the same.
    private static readonly HashSet<string> Unpublished = new(StringComparer.OrdinalIgnoreCase)
    {
        $"{Automation}.PSCustomObject", "System.__ComObject",
    };

    public static bool IsUnpublished(string name) => Unpublished.Contains(name) || Unpublished.Contains($"System.{name}");

    public static string? FullName(string name) => Names.GetValueOrDefault(name);
}
