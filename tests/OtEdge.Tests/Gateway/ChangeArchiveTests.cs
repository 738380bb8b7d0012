using System.IO.Compression;
using OtEdge.Console.Api;
using OtEdge.Core.Auditing;
using OtEdge.Host.Auditing;
using OtEdge.Journal.Auditing;
using Xunit;

namespace OtEdge.Tests.Gateway;

/// <summary>Archive and export of a running gateway, verified without it.</summary>
public sealed class ChangeArchiveTests
{
    [Fact]
    public async Task An_archive_is_proven_elsewhere_and_any_altered_file_is_found()
    {
        await using var plant = new ModbusPlant();
        await plant.StartAsync();
        ChangeResult change = await plant.ProposeAsync("monitor");
        Answer<ChangeArchive> made = plant.Gateway.Audit.Archive(change.Id, "carol");
        Assert.True(made.IsDone, made.Refusal?.Detail);

        AuditProofView proof = Prove(made.Value.Content);
        Assert.True(proof.Ok, string.Join("; ", proof.Faults));
        Assert.Equal(proof.Last, proof.Signed);
        foreach (string name in (string[])[ChangeArchives.ChangeFile, ChangeArchives.PageFile, ChangeArchives.AuditFile])
        {
            AuditProofView altered = Prove(Altered(made.Value.Content, name));
            Assert.False(altered.Ok, $"{name} was altered and nobody saw");
        }

        Assert.Throws<FormatException>(() => Prove([1, 2, 3]));
        Assert.Equal(RefusalKind.Unknown, plant.Gateway.Audit.Archive("c-9999", "carol").Refusal!.Kind);
    }

    [Fact]
    public async Task What_people_do_is_in_the_export_and_the_export_is_proven_offline()
    {
        await using var plant = new ModbusPlant();
        await plant.StartAsync();
        await plant.EnforceAsync();
        Assert.True((await plant.Gateway.ReloadAsync("dora", plant.Stopping)).IsDone);

        string[] lines = [.. plant.Gateway.Audit.Export().Value!.Lines];
        AuditExport export = AuditExport.Read(lines);
        AuditProof proof = AuditProof.Of(export.Lines, export.Checkpoints, [export.PublicKey!], isWhole: true);
        Assert.Empty(proof.Faults);
        Assert.Equal(proof.Last, proof.Signed);
        AuditEntry[] entries = [.. export.Lines.Select(AuditEntry.Read)];
        Assert.Contains(entries, entry => entry.Note is { Kind: AuditKind.Settings, By: "dora" });
        Assert.Contains(entries, entry => entry.Note is { Kind: AuditKind.Change, Action: "confirmed", By: "alice" });
        Assert.Contains(entries, entry => entry.Note is { Kind: AuditKind.Gateway, Action: "started" });

        AuditExport cut = AuditExport.Read(lines.Where(line => !line.Contains("\"kind\":\"settings\"", StringComparison.Ordinal)));
        Assert.NotEmpty(AuditProof.Of(cut.Lines, export.Checkpoints, [export.PublicKey!], isWhole: true).Faults);
    }

    private static AuditProofView Prove(byte[] archive)
    {
        using var stream = new MemoryStream(archive);
        return ChangeArchives.Prove(stream, key: null);
    }

    private static byte[] Altered(byte[] archive, string name)
    {
        using var stream = new MemoryStream();
        stream.Write(archive);
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Update, leaveOpen: true))
        {
            ZipArchiveEntry entry = zip.GetEntry(name)!;
            string text;
            using (var reader = new StreamReader(entry.Open()))
            {
                text = reader.ReadToEnd();
            }

            entry.Delete();
            using var writer = new StreamWriter(zip.CreateEntry(name).Open());
            writer.Write(text.Replace("alice", "mallory", StringComparison.Ordinal));
        }

        return stream.ToArray();
    }
}
