using System.Text.Json;
using OtEdge.Console.Accounts;
using OtEdge.Console.Api;
using OtEdge.Console.Editing;
using OtEdge.Host.Certificates;
using OtEdge.Host.Gateway;

namespace OtEdge.Host.Drafting;

/// <summary>
/// Keeps drafts of policies as files of the state directory, one a conduit. Of two people who edit the same one the second is told, and
/// both versions stay. Thread-safe.
/// </summary>
/// <param name="stateDirectory">The state directory.</param>
/// <param name="gateway">Knows conduits and their live policies.</param>
/// <param name="events">Told of every draft that is saved.</param>
/// <param name="time">The clock.</param>
internal sealed class DraftDesk(string stateDirectory, IGateway gateway, EventStream events, TimeProvider time) : IDrafts
{
    /// <summary>Name of the directory of drafts.</summary>
    public const string DirectoryName = "drafts";

    private const int TextLettersMax = 1024 * 1024;
    private readonly Lock turn = new();
    private readonly string directory = Path.Combine(stateDirectory, DirectoryName);

    /// <inheritdoc/>
    public Answer<DraftView> Find(string conduit)
    {
        Answer<ConduitView> found = gateway.Conduit(conduit);
        if (!found.IsDone)
        {
            return found.Refusal;
        }

        lock (turn)
        {
            return Read(conduit);
        }
    }

    /// <inheritdoc/>
    public Answer<DraftView> Save(string conduit, DraftRequest request, Condition condition, string user) =>
        request.Text.Length > TextLettersMax
            ? new Refusal(RefusalKind.Invalid, "Draft is too long", $"a draft has {TextLettersMax / 1024} Ki letters at most; split the policy.")
            : Edit(conduit, condition, now =>
            {
                var draft = new KeptDraft(request.Text, user, time.GetUtcNow(), now.By is null ? now.Live : now.Base);
                CertificateFile.MakeDirectory(directory);
                PrivateFile.Write(PathOf(conduit), JsonSerializer.Serialize(draft, ApiJson.Options) + "\n");
                return $"{user} has saved a draft for {conduit}";
            });

    /// <inheritdoc/>
    public Answer<DraftView> Discard(string conduit, Condition condition, string user) => Edit(conduit, condition, _ =>
    {
        File.Delete(PathOf(conduit));
        return $"{user} has thrown the draft for {conduit} away";
    });

    private Answer<DraftView> Edit(string conduit, Condition condition, Func<DraftView, string> edit)
    {
        Answer<ConduitView> found = gateway.Conduit(conduit);
        if (!found.IsDone)
        {
            return found.Refusal;
        }

        string done;
        DraftView next;
        lock (turn)
        {
            DraftView now = Read(conduit);
            if (condition.Refuses(new Edition($"the draft of {conduit}", now.Tag, now.By, now.At, now), isNeeded: true) is { } refusal)
            {
                return refusal;
            }

            done = edit(now);
            next = Read(conduit);
        }

        events.Publish(new GatewayEvent { Id = 0, Kind = "draft", At = time.GetUtcNow(), Text = done });
        return next;
    }

    private DraftView Read(string conduit)
    {
        PolicyView? live = gateway.Policy(conduit).Value;
        KeptDraft? kept = Kept(conduit);
        return new DraftView
        {
            Conduit = conduit,
            File = live?.File ?? $"policies/{conduit}.yaml",
            Text = kept?.Text ?? live?.Text ?? "",
            By = kept?.By,
            At = kept?.At,
            Base = kept is null ? live?.Digest : kept.Base,
            Live = live?.Digest,
        };
    }

    // A draft that cannot be read is worth less than a page that opens.
    private KeptDraft? Kept(string conduit)
    {
        try
        {
            return File.Exists(PathOf(conduit)) ? JsonSerializer.Deserialize<KeptDraft>(File.ReadAllText(PathOf(conduit)), ApiJson.Options) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private string PathOf(string conduit) => Path.Combine(directory, conduit + ".json");
}
