using OtEdge.Core.Auditing;

namespace OtEdge.Console.Api;

/// <summary>The audit as programs see it.</summary>
public interface IAuditDesk
{
    /// <summary>Entries, oldest first.</summary>
    Answer<AuditView[]> Entries(AuditQuery query);

    /// <summary>The whole chain followed and held against its checkpoints.</summary>
    Answer<AuditProofView> Proof();

    /// <summary>The whole audit, a line each, with a checkpoint signed just now.</summary>
    Answer<AuditLines> Export();

    /// <summary>Everything about one change in one archive, which the audit tells of.</summary>
    /// <param name="change">Id of the change.</param>
    /// <param name="user">Who asks for it.</param>
    Answer<ChangeArchive> Archive(string change, string user);
}
