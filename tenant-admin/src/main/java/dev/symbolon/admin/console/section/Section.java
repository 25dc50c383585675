package dev.symbolon.admin.console.section;

import java.util.List;

/**
 * One kind of thing that the console shows: what the API can't say about itself. Forms, filters, actions and their fields
 * come from the API's own operations.
 *
 * @param path    in the API, of its list or of the only one of it that a tenant has
 * @param group   under which the navigation has it
 * @param one     what one of them is called
 * @param columns of the list
 * @param first   fields that a form shows at once; those that are required are shown always
 */
record Section(String path, String group, String title, String one, List<String> columns, List<String> first) {
    /** Its name in addresses, and in the API's own names for its operations. */
    String label() {
        return path.substring(path.lastIndexOf('/') + 1);
    }
}
