using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using OtEdge.Core.Policy.Json;

namespace OtEdge.Core.Auditing;

/// <summary>The one text of an entry: JSON on one line, properties in a fixed order, nothing that is null, UTC with 100 ns.</summary>
internal static class AuditText
{
    /// <summary>Lower-case SHA-256 over the UTF-8 of a text.</summary>
    public static string HashOf(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    /// <summary>A moment, always of the same length.</summary>
    public static string Moment(DateTimeOffset at) => at.UtcDateTime.ToString("O", CultureInfo.InvariantCulture);

    /// <summary>A moment as <see cref="Moment(DateTimeOffset)"/> writes it.</summary>
    /// <exception cref="FormatException">It is not one.</exception>
    public static DateTimeOffset Moment(string text) =>
        new(DateTime.ParseExact(text, "O", CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind).ToUniversalTime());

    /// <summary>One line of JSON.</summary>
    public static string Json(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            write(json);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    /// <summary>The line of an entry.</summary>
    public static string Write(long sequence, string previous, AuditNote note) => Json(json =>
    {
        json.WriteNumber("sequence", sequence);
        json.WriteString("previous", previous);
        json.WriteString("at", Moment(note.At));
        json.WriteString("kind", EnumText.Of(note.Kind));
        json.WriteString("action", note.Action);
        json.WriteString("by", note.By);
        WriteSome(json, "conduit", note.Conduit);
        WriteSome(json, "subject", note.Subject);
        json.WriteString("text", note.Text);
        if (note.Facts is { Count: > 0 } facts)
        {
            json.WriteStartObject("facts");
            foreach ((string name, string value) in facts.OrderBy(fact => fact.Key, StringComparer.Ordinal))
            {
                json.WriteString(name, value);
            }

            json.WriteEndObject();
        }
    });

    /// <summary>Reads the line of an entry.</summary>
    /// <exception cref="FormatException">It is not the canonical text of an entry.</exception>
    public static AuditEntry Read(string line)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(line);
            JsonElement root = document.RootElement;
            var note = new AuditNote
            {
                At = Moment(Text(root, "at")),
                Kind = EnumText.Parse<AuditKind>(Text(root, "kind")),
                Action = Text(root, "action"),
                By = Text(root, "by"),
                Conduit = root.TryGetProperty("conduit", out JsonElement conduit) ? conduit.GetString() : null,
                Subject = root.TryGetProperty("subject", out JsonElement subject) ? subject.GetString() : null,
                Text = Text(root, "text"),
                Facts = root.TryGetProperty("facts", out JsonElement facts)
                    ? facts.EnumerateObject().ToDictionary(fact => fact.Name, fact => fact.Value.GetString()!, StringComparer.Ordinal)
                    : null,
            };
            var entry = new AuditEntry(root.GetProperty("sequence").GetInt64(), Text(root, "previous"), note, line);

            // Two texts of one meaning would leave room for what nobody sees, such as a property that is not read.
            return Write(entry.Sequence, entry.Previous, note) == line
                ? entry
                : throw new FormatException("it is not written as OtEdge writes entries");
        }
        catch (Exception fault) when (fault is JsonException or KeyNotFoundException or InvalidOperationException or ArgumentException)
        {
            throw new FormatException($"it is no audit entry: {fault.Message}", fault);
        }
    }

    private static string Text(JsonElement root, string name) =>
        root.GetProperty(name).GetString() ?? throw new FormatException($"{name} is null");

    private static void WriteSome(Utf8JsonWriter json, string name, string? value)
    {
        if (value is not null)
        {
            json.WriteString(name, value);
        }
    }
}
