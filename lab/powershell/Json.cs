using System.Collections;
using System.Globalization;
using System.Management.Automation;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Gorun.Lab.PowerShell;

/// <summary>JSON as ConvertTo-Json and ConvertFrom-Json have it: deeper than <c>depth</c> is shown as text.</summary>
public static class Json
{
    public static string Write(object? value, int depth, bool compress)
    {
        using var bytes = new MemoryStream();
        var options = new JsonWriterOptions { Indented = !compress, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
        using (var writer = new Utf8JsonWriter(bytes, options)) WriteValue(writer, value, depth);
        return Encoding.UTF8.GetString(bytes.ToArray());
    }

    public static object? Read(string text)
    {
        using var document = JsonDocument.Parse(text, new JsonDocumentOptions { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip });
        return ReadValue(document.RootElement);
    }

    private static void WriteValue(Utf8JsonWriter writer, object? value, int depth)
    {
        var wrapped = value as PSObject;
        var inner = wrapped?.BaseObject ?? value;
        switch (inner)
        {
            case null: writer.WriteNullValue(); return;
            case string text: writer.WriteStringValue(text); return;
            case bool flag: writer.WriteBooleanValue(flag); return;
            case DateTime time: writer.WriteStringValue(time); return;
            case Enum number: writer.WriteNumberValue(Convert.ToInt64(number, CultureInfo.InvariantCulture)); return;
            case sbyte or byte or short or ushort or int or uint or long: writer.WriteNumberValue(Convert.ToInt64(inner, CultureInfo.InvariantCulture)); return;
            case ulong big: writer.WriteNumberValue(big); return;
            case float or double: writer.WriteNumberValue(Convert.ToDouble(inner, CultureInfo.InvariantCulture)); return;
            case decimal exact: writer.WriteNumberValue(exact); return;
            case char or Guid or Uri or Version: writer.WriteStringValue(inner.ToString()); return;
        }
        if (depth < 0) { writer.WriteStringValue(LanguagePrimitives.ConvertTo<string>(value)); return; }
        if (inner is IDictionary map)
        {
            writer.WriteStartObject();
            foreach (DictionaryEntry entry in map)
            {
                writer.WritePropertyName(LanguagePrimitives.ConvertTo<string>(entry.Key));
                WriteValue(writer, entry.Value, depth - 1);
            }
            writer.WriteEndObject();
            return;
        }
        if (inner is IEnumerable list)
        {
            writer.WriteStartArray();
            foreach (var item in list) WriteValue(writer, item, depth - 1);
            writer.WriteEndArray();
            return;
        }
        writer.WriteStartObject();
        foreach (var property in (wrapped ?? PSObject.AsPSObject(value)).Properties)
        {
            object? content;
            try { content = property.Value; } catch (GetValueException) { content = null; }
            writer.WritePropertyName(property.Name);
            WriteValue(writer, content, depth - 1);
        }
        writer.WriteEndObject();
    }

    private static object? ReadValue(JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.String: return element.GetString();
            case JsonValueKind.True: return true;
            case JsonValueKind.False: return false;
            case JsonValueKind.Number:
                if (element.TryGetInt32(out var small)) return small;
                return element.TryGetInt64(out var large) ? large : element.GetDouble();
            case JsonValueKind.Array: return element.EnumerateArray().Select(ReadValue).ToArray();
            case JsonValueKind.Object:
                var made = new PSObject();
                foreach (var property in element.EnumerateObject()) made.Properties.Add(new PSNoteProperty(property.Name, ReadValue(property.Value)));
                return made;
            default: return null;
        }
    }
}
