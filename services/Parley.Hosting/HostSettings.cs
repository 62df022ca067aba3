using System.Collections;
using System.Globalization;
using System.Reflection;

namespace Parley.Hosting;

/// <summary>Every setting of a host with its default, read from the classes that the settings are bound to.</summary>
public sealed class HostSettings
{
    private readonly List<(string Name, string Default)> _all = [];
    private readonly HashSet<string> _lists = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> _names = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Name and default of each, in the order of the sections.</summary>
    public IReadOnlyList<(string Name, string Default)> All => _all;

    /// <summary>Adds a section.</summary>
    /// <typeparam name="TOptions">What it is bound to.</typeparam>
    /// <param name="section">Its name, for example <c>Parley:Hosting</c>.</param>
    public HostSettings With<TOptions>(string section)
        where TOptions : new()
    {
        Add(section, new TOptions());
        return this;
    }

    /// <summary>Leaves out settings that the host has from elsewhere, whatever is said here.</summary>
    public HostSettings Without(params string[] names)
    {
        _all.RemoveAll(s => names.Contains(s.Name, StringComparer.Ordinal));
        _names.ExceptWith(names);
        return this;
    }

    /// <summary>Whether there is a setting of this name; of a list, an item of it.</summary>
    public bool Has(string name)
    {
        var last = name.LastIndexOf(':');
        return _names.Contains(name) || (last > 0 && _lists.Contains(name[..last]) && int.TryParse(name.AsSpan(last + 1), NumberStyles.None, CultureInfo.InvariantCulture, out _));
    }

    private void Add(string section, object options)
    {
        foreach (var property in options.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(p => p.CanWrite))
        {
            var (name, value) = ($"{section}:{property.Name}", property.GetValue(options));
            switch (value)
            {
                case not null and not string and IEnumerable:
                    _lists.Add(name);
                    _all.Add(($"{name}:0", ""));
                    break;
                case { } inner when property.PropertyType.Namespace?.StartsWith(nameof(Parley), StringComparison.Ordinal) == true && !property.PropertyType.IsEnum:
                    Add(name, inner);
                    break;
                default:
                    _names.Add(name);
                    _all.Add((name, Convert.ToString(value, CultureInfo.InvariantCulture) ?? ""));
                    break;
            }
        }
    }
}
