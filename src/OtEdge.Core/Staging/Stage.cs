using System.Text.Json.Serialization;

namespace OtEdge.Core.Staging;

/// <summary>Where a change stands: one record per state, holding only what is valid in it, and what each event makes of it.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "is")]
[JsonDerivedType(typeof(Draft), "draft")]
[JsonDerivedType(typeof(Checked), "checked")]
[JsonDerivedType(typeof(Shadowing), "shadowing")]
[JsonDerivedType(typeof(Ready), "ready")]
[JsonDerivedType(typeof(Approved), "approved")]
[JsonDerivedType(typeof(Armed), "armed")]
[JsonDerivedType(typeof(Trial), "trial")]
[JsonDerivedType(typeof(Soak), "soak")]
[JsonDerivedType(typeof(Confirmed), "confirmed")]
[JsonDerivedType(typeof(Withdrawn), "withdrawn")]
[JsonDerivedType(typeof(Rejected), "rejected")]
[JsonDerivedType(typeof(Stale), "stale")]
[JsonDerivedType(typeof(RolledBack), "rolled_back")]
public abstract partial record Stage
{
    private Stage()
    {
    }

    /// <summary>When it was entered, by wall time.</summary>
    public required DateTimeOffset Since { get; init; }

    /// <summary>The flat word for it.</summary>
    public abstract ChangeState State { get; }

    /// <summary>What the change had gathered; null before it was checked.</summary>
    public virtual Clearance? Clearance => null;

    /// <summary>Why the change ended; null while it is on its way.</summary>
    public virtual string? Outcome => null;

    /// <summary>True when nothing follows but a return after a restart.</summary>
    public virtual bool IsEnded => false;

    /// <summary>What an event makes of a change that stands here.</summary>
    internal abstract Transition After(StagedChange change, ChangeEvent happened);

    private protected static Transition Stay(StagedChange change) => new(change, []);

    private protected static Transition Refuse(StagedChange change, ChangeRefusal refusal) => new(change, [], refusal);

    private protected static Transition WrongState(StagedChange change, ChangeEvent happened) =>
        happened is ChangeEvent.OfPerson ? Refuse(change, new ChangeRefusal(ChangeRefusalCode.WrongState, happened.GetType().Name)) : Stay(change);

    private protected static Transition Move(StagedChange change, Stage next, string? by, string what, params ChangeEffect[] effects) =>
        new(change.Enter(next, by, what), effects);

    private protected static string With(string what, string reason) => string.IsNullOrWhiteSpace(reason) ? what : $"{what}: {reason.Trim()}";
}
